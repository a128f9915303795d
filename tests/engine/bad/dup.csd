expect dup.csd:10:1: error: instr 1 is already defined in line 7
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = 1
endin
instr 1
  k1 = 2
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
