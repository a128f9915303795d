expect def-bad.csd:7:1: error: #define needs a name
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define 3 #1#
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
