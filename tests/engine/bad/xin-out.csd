expect xin-out.csd:8:6: error: type mismatch: comparison value cannot be assigned to k-rate variable
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = p4 == 3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
