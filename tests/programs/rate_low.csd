<CsoundSynthesizer>
; An unusual rate, 22050 Hz, with k-cycles of 441 frames: control steps of 20
; ms.
<CsInstruments>
sr = 22050
ksmps = 441
nchnls = 2
0dbfs = 1

instr 1
  kStep init 0
  kStep += 1
  aSig poscil 0.2, 100 + 20 * kStep
  kEnv linseg 0, p3 / 2, 1, p3 / 2, 0
  aEnv interp kEnv
  outs aSig * kEnv, aSig * aEnv
endin
</CsInstruments>
<CsScore>
i 1 0.01 0.5
i 1 0.333 0.61
e
</CsScore>
</CsoundSynthesizer>
