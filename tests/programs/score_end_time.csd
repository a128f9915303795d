<CsoundSynthesizer>
; The end statement with a time: the score is longer than its last note, and a
; held instrument sounds until then.
<CsInstruments>
sr = 48000
ksmps = 64
nchnls = 2
0dbfs = 1

instr 1
  kLfo lfo 0.1, 3
  aSig poscil 0.15 + kLfo, 250
  outs aSig, aSig
endin

instr 2
  aSig pluck 0.3, p4, p4, 0, 1
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
i 1 0 -1
i 2 0.25 0.5 150
e 1.503
</CsScore>
</CsoundSynthesizer>
