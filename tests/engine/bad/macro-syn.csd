expect macro-syn.csd:13:3: error: syntax error: '=' cannot stand here
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define FOO #
 k1 = 1
 k2 = = 3
#
instr 1
  k3 = 1
  $FOO
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
