expect macro-body-type.csd:13:3: error: type mismatch: 'oscili' does not take (string, number)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define TONE(n) #
  a1 oscili "loud", $n
  out a1
#
instr 1
  k1 = 3
  $TONE(440)
  k2 = 4
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
