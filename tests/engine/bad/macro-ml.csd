expect macro-ml.csd:13:3: error: undefined variable 'kundef' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define FOO #
 k1 = 1
 k2 = kundef
#
instr 1
  k3 = 1
  $FOO
  k4 = 2
  k5 = kbad
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
