<CsoundSynthesizer>
; Files of the orchestra and of the score brought in by #include, one of which
; brings in another and all of which lie in a folder of their own.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

#include "include/voices.inc"

instr 1
  aSig Reed p4, p5
  aL, aR Place aSig, $PLACE
  outs aL, aR
endin
</CsInstruments>
<CsScore>
#include "include/line.sco"
i 1 0.9 0.3 220 0.2
e
</CsScore>
</CsoundSynthesizer>
