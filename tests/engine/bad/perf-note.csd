expect perf-note.csd:10:12: error: Array index 5 out of range (0,2) for dimension 1 (in instr 1)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kArr[] init 2
  k1 init 5
  k2 = kArr[k1]
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
