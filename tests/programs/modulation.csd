<CsoundSynthesizer>
; Frequency, phase, ring and cross modulation: foscil, foscili, crossfm,
; crosspm, poscil at audio rate, phasor with a table, fmbell, fmrhode, fmwurlie.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giSine ftgen 1, 0, 16384, 10, 1

instr 1
  kIndex expon 8, p3, 0.5
  aOne foscili 0.2, p4, 1, 1.414, kIndex, 1
  aTwo foscil 0.1, p4 * 2, 1, 3, kIndex / 2, 1
  aEnv linen 1, 0.01, p3, 0.05
  outs aOne * aEnv, aTwo * aEnv
endin

instr 2
  aOne, aTwo crossfm p4, p4 * 1.5, line:k(0, p3, 2), 1, 1, giSine, giSine
  aThree, aFour crosspm p4 * 2, p4 * 3, 0.5, 0.7, 1, giSine, giSine
  aRing = aOne * aFour
  outs (aOne + aThree) * 0.05 + aRing * 0.1, (aTwo - aFour) * 0.1
endin

instr 3
  aPhase phasor p4
  aMod poscil 0.3, p4 * 2.01
  aPm tablei aPhase + aMod, giSine, 1, 0, 1
  aCar poscil 0.1, p4 + 100 * aMod
  aDeep oscil3 aMod * 0.3, 77 + aCar * 50, giSine
  outs aPm * 0.1 + aDeep, aCar
endin

instr 4
  aRhode fmrhode 0.2, p4, 6, 0, 0.01, 3, 1, 1, 1, 1, 1
  aWurlie fmwurlie 0.2, p4, 6, 1, 0.005, 6, 1, 1, 1, 1, 1
  outs aRhode, aWurlie
endin
</CsInstruments>
<CsScore>
i 1 0 0.4 150
i 2 0.3 0.4 200
i 3 0.6 0.5 180
i 4 0.9 0.4 220
e
</CsScore>
</CsoundSynthesizer>
