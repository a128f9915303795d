expect type-out.csd:8:3: error: type mismatch: 'oscili' gives no i-rate output
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  i1 oscili 1, 440
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
