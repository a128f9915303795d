expect elseif.csd:10:8: error: missing endif: this 'if' is still open at 'endin' in line 13 ('else if' opens a second if; write 'elseif')
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  if 1 == 1 then
  k1 = 1
  else if 1 == 2 then
  k1 = 2
  endif
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
