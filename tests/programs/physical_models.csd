<CsoundSynthesizer>
; Physical models: pluck, wgpluck, wgpluck2, repluck, streson, wgbow, wgflute,
; wgclar, wgbrass, mandol, marimba, vibes, gogobel, barmodel; and gendy.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1
seed 3

giSine ftgen 1, 0, 1024, 10, 1
giHit ftgen 2, 0, 256, 7, 1, 20, 0.2, 30, -0.5, 206, 0

instr 1
  aExcite rand 0.001
  aOne pluck 0.2, p4, p4, 0, 1
  aTwo wgpluck p4, 0.3, 0.3, 0, 10, 1000, aExcite
  aThree wgpluck2 0.75, 0.2, p4 * 1.5, 0.3, 0.5
  aFour repluck 0.3, 0.2, p4 * 2, 0.3, 0.5, aExcite
  aString streson rand:a(0.01), p4 / 2, 0.95
  outs (aOne + aThree) * 0.5 + aString * 0.1, aTwo * 0.2 + aFour
endin

instr 2
  aOne wgbow 0.2, p4, 3, 0.13, 5, 0.01, giSine
  aTwo wgflute 0.2, p4 * 2, 0.32, 0.05, 0.1, 0.1, 5, 0.05, giSine
  aThree wgclar 0.2, p4, -0.2, 0.05, 0.1, 0.1, 5, 0.05, giSine
  aFour wgbrass 0.2, p4, 0.4, 0.05, 5, 0.02, giSine
  outs (aOne + aThree) * 0.3, (aTwo + aFour) * 0.3
endin

instr 3
  aOne marimba 0.2, p4, 0.5, 0.56, giHit, 5, 0.02, giSine, 0.1, 0, 0
  aTwo vibes 0.2, p4 * 2, 0.5, 0.56, giHit, 5, 0.05, giSine, 0.1
  aThree gogobel 0.1, p4 * 3, 0.5, 0.5, giHit, 5, 0.1, giSine
  aFour mandol 0.2, p4, 0.4, 0.99, 1, 0.5, giHit
  outs (aOne + aThree) * 0.3, (aTwo + aFour) * 0.3
endin

instr 4
  aOne barmodel 1, 1, 30, 0.001, 0.3, 2, 0.1, 500, 0.05
  aTwo gendy 0.1, 1, 1, 1, 1, 80, 200, 0.5, 0.5
  outs aOne * 0.1, aTwo * 0.3
endin
</CsInstruments>
<CsScore>
i 1 0 0.6 150
i 2 0.4 0.7 200
i 3 0.9 0.6 220
i 4 1.2 0.5
e
</CsScore>
</CsoundSynthesizer>
