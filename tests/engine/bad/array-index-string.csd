expect array-index-string.csd:9:10: error: type mismatch: '[' does not take (array, string)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kA[] fillarray 1, 2
  k1 = kA["x"]
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
