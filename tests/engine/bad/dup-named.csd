expect dup-named.csd:10:7: warning: instr foo is defined already, in line 7; the last one counts
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr foo
  k1 = 1
endin
instr foo
  k1 = 2
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
