expect missing-comma.csd:8:17: error: a ',' or an operator is missing before '440'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  a1 oscili 0.1 440
  out a1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
