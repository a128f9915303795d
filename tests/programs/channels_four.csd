<CsoundSynthesizer>
; Four channels, with outq, outq1 to outq4, outs1, outs2 and pan.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 4
0dbfs = 1

giPan ftgen 1, 0, 8193, 9, 0.25, 1, 0

instr 1
  aSig pluck 0.4, p4, p4, 0, 1
  kX line 0, p3, 1
  kY lfo 0.5, 2
  a1, a2, a3, a4 pan aSig, kX, kY + 0.5, giPan, 1, 1
  outq a1, a2, a3, a4
endin

instr 2
  aSig rand 0.1
  outq1 aSig
  outq2 -aSig
  outq3 aSig * 0.5
  outq4 aSig * 0.25
endin
</CsInstruments>
<CsScore>
i 1 0 0.6 150
i 1 0.4 0.6 200
i 2 0.8 0.2
e
</CsScore>
</CsoundSynthesizer>
