expect array2.csd:9:6: error: type mismatch: array value cannot be assigned to k-rate variable
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kArr[] = 1
  k1 = kArr
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
