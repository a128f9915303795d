expect macro-err.csd:10:6: error: unknown opcode 'oscilli'; did you mean 'oscili'?
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define FOO(a'b) #oscilli $a, $b#
instr 1
  k1 = 2
  a1 $FOO(1'2)
  k1 = 3 3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
