expect noendwhile.csd:9:3: error: missing od: this 'while' is still open at 'endin' in line 11
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  i1 = 0
  while i1 < 10 do
  i1 += 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
