expect macro-args.csd:9:8: error: the arguments do not fit the macro, or have no ')': $FOO
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define FOO(a'b) #$a + $b#
instr 1
  k3 = $FOO(1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
