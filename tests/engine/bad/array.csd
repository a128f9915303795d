expect array.csd:8:3: error: 'kArr' is not an array here; an array is made with 'kArr[] init N', fillarray and the like
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kArr[0] = 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
