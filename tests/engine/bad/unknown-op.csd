expect unknown-op.csd:8:6: error: unknown opcode 'oscilli'; did you mean 'oscili'?
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  a1 oscilli 1, 440
  out a1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
