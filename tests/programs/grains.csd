<CsoundSynthesizer>
; Granular: grain3, grain2, syncgrain, fog, fof and sndwarp over tables that
; the orchestra makes.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1
seed 7

giSine ftgen 1, 0, 16384, 10, 1
giWindow ftgen 2, 0, 4096, 20, 2, 1
giSigmoid ftgen 3, 0, 1024, 19, 0.5, 0.5, 270, 0.5
giSweep ftgen 4, 0, 32768, 30, 1, 1, 40
giPlain ftgen 5, 0, 16384, 9, 3, 1, 0, 5, 0.5, 0

instr 1
  aOne grain3 p4, 0, 30, 0.3, 0.05, 60, 50, giSine, giWindow, 0, 0, 12, 4
  aTwo grain2 p4 * 2, 20, 0.04, 8, giSine, giWindow, 0, 17
  outs aOne * 0.05, aTwo * 0.05
endin

instr 2
  aOne fof 0.1, p4, 650, 0, 40, 0.003, 0.02, 0.007, 40, giSine, giSigmoid, p3
  aPos line 0, p3, 0.8
  aTwo fog 0.1, 60, 1.3, aPos, 0, 0, 0.005, 0.05, 0.01, 40, giSweep, \
    giSigmoid, p3
  outs aOne, aTwo
endin

instr 3
  aOne syncgrain 0.1, 40, 1.2, 0.05, 0.5, giSweep, giWindow, 20
  aTwo sndwarp 0.1, 2.5, 0.8, giPlain, 0, 1500, 300, 6, giWindow, 0
  outs aOne, aTwo
endin
</CsInstruments>
<CsScore>
i 1 0 0.6 300
i 2 0.4 0.6 150
i 3 0.9 0.6
e
</CsScore>
</CsoundSynthesizer>
