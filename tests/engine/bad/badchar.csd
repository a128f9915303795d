expect badchar.csd:8:10: error: syntax error: '?' cannot stand here
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = 3 ? 4
  k2 = 2 @ 3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
