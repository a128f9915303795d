expect dup-named.csd:10:1: warning: instr foo is already defined in line 7; the last one counts
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
