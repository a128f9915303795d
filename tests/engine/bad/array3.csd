expect array3.csd:9:8: error: 'k1' is not an array here; an array is made with 'k1[] init N', fillarray and the like
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = 2
  k2 = k1[0]
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
