expect then-missing.csd:8:3: error: missing then (or goto) after this condition
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  if p4 > 1
    k1 = 2
  endif
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
