<CsoundSynthesizer>
; Waveshaping: chebyshevpoly, polynomial, powershape, pdhalf, pdclip, distort,
; distort1, fold, wrap, mirror, a shaping table, steps by int.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giShape ftgen 1, 0, 257, "tanh", -4, 4, 0

instr 1
  aSrc poscil linseg:k(0.1, p3, 0.9), p4
  aOne chebyshevpoly aSrc, 0, 1, 0.3, 0.2, 0.1
  aTwo polynomial aSrc, 0, 0.5, 0.2, -0.4
  aThree powershape aSrc, 2.5
  aFour distort aSrc, 0.4, giShape
  aFive distort1 aSrc, 2, 0.3, 0.1, 0.1
  outs (aOne + aThree + aFive) * 0.15, (aTwo + aFour) * 0.2
endin

instr 2
  aPhase phasor p4
  aHalf pdhalf aPhase, line:k(-0.8, p3, 0.8), 0, 1
  aOne tablei aHalf, giShape, 1
  aSrc poscil 0.8, p4
  aTwo pdclip aSrc, 0.5, 0.1, 1
  aThree fold aSrc, line:k(1, p3, 40)
  aFour = int(aSrc * 6) / 6
  aFive wrap aSrc * 1.5, -0.6, 0.6
  aSix mirror aSrc * 1.5, -0.5, 0.5
  outs (aOne + aThree + aFive) * 0.1, (aTwo + aFour + aSix) * 0.1
endin
</CsInstruments>
<CsScore>
i 1 0 0.6 150
i 2 0.4 0.6 200
e
</CsScore>
</CsoundSynthesizer>
