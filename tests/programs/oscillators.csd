<CsoundSynthesizer>
; Oscillators and sources: vco, vco2 in its modes, buzz, gbuzz, hsboscil,
; mpulse, phasor, oscilikts, poscil3, vosim, squinewave.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giSine ftgen 1, 0, 16384, 10, 1
giCosine ftgen 2, 0, 16384, 11, 1
giOctaves ftgen 3, 0, 1024, -19, 1, 0.5, 270, 0.5
giPulse ftgen 4, 0, 32768, 9, 1, 1, 0

instr 1
  aOne vco 0.1, p4, 1, 0.5, 1
  aTwo vco2 0.1, p4, 2, line:k(0.1, p3, 0.9)
  aThree vco2 0.1, p4 * 1.01, 4, 0.3
  kPhase line 0, p3, 0.5
  aFour vco2 0.1, p4 / 2, 16, 0.5, kPhase
  outs aOne + aThree, aTwo + aFour
endin

instr 2
  aOne buzz 0.1, p4, 20, giSine
  aTwo gbuzz 0.1, p4, 15, 2, line:k(0.3, p3, 0.9), giCosine
  aThree hsboscil 0.1, line:k(0, p3, 1), 0.2, p4, giSine, giOctaves, 4
  aFour mpulse 0.3, 1 / p4
  outs aOne + aThree, aTwo + aFour
endin

instr 3
  aPhase phasor p4
  aOne tablei aPhase, giSine, 1
  aTwo poscil3 0.1, p4 * 3, giSine
  aThree oscilikts 0.1, p4 * 2, giSine, poscil:a(1, p4 / 8), 0
  aFour vosim 0.1, p4, 900, 0.8, 5, -0.5, giPulse
  aFive squinewave a(p4), a(0.5), a(0.2)
  outs aOne * 0.1 + aThree, aTwo + aFour + aFive * 0.05
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 120
i 2 0.4 0.5 150
i 3 0.8 0.5 180
e
</CsScore>
</CsoundSynthesizer>
