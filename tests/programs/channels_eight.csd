<CsoundSynthesizer>
; Eight channels with outo and outch; ambisonics decoded to a cube.
<CsInstruments>
sr = 44100
ksmps = 64
nchnls = 8
0dbfs = 1

instr 1
  aSig rand 0.1
  aSig reson aSig, p4, 50, 2
  kTurn line 0, p3, 720
  kUp lfo 45, 2
  aW, aX, aY, aZ bformenc1 aSig, kTurn, kUp
  a1, a2, a3, a4, a5, a6, a7, a8 bformdec1 4, aW, aX, aY, aZ
  outo a1, a2, a3, a4, a5, a6, a7, a8
endin

instr 2
  aSig poscil 0.1, p4
  outch p5, aSig, p5 + 1, aSig * 0.5
endin
</CsInstruments>
<CsScore>
i 1 0 0.7 800
i 2 0.2 0.3 200 1
i 2 0.4 0.3 300 7
i 2 0.6 0.3 400 3
e
</CsScore>
</CsoundSynthesizer>
