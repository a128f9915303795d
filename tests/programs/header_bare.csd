<CsoundSynthesizer>
; Nothing in the header: 44100 Hz, ksmps 10, one channel, full scale 32768, as
; in the oldest examples.
<CsInstruments>
instr 1
  aSig oscil 10000, cpspch(p4), 1
  aSig linen aSig, 0.01, p3, 0.05
  out aSig
endin
</CsInstruments>
<CsScore>
f1 0 512 10 1 .5 .3
i1 0 .3 8.00
i1 .3 . 8.04
i1 .6 . 8.07
e
</CsScore>
</CsoundSynthesizer>
