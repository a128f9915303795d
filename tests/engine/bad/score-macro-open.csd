expect score-macro-open.csd:12:1: error: the closing # is missing after #define NOTES
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
#define NOTES #i 1 0 0.1
</CsScore>
</CsoundSynthesizer>
