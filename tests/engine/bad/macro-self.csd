expect macro-self.csd:9:8: error: this macro uses itself: $A
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define A #1 + $A#
instr 1
  k1 = $A
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
