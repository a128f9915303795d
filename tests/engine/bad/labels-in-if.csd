expect labels-in-if.csd:8:5: error: variable 'k1' is used before it is set (in line 9)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 if k1 > 2 then
   k1 = 3
 endif
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
