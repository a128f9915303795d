expect assign-op.csd:8:3: error: unknown opcode 'kamp'; a variable needs '=' after it
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kamp 0.3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
