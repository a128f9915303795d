<CsoundSynthesizer>
; Function tables from the classic GEN routines, made in the score and in the
; orchestra: 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19. Each is heard
; as a waveform, an envelope or a melody.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giThree ftgen 0, 0, 1025, 3, -1, 1, 0, 1, 0, -0.5
giSix ftgen 0, 0, 1025, 6, 0, 256, 0.5, 256, 1, 512, 0
giFourteen ftgen 0, 0, 1025, 14, 1, 0.9, 0.1, 0.6, 0.3, 0.2
giSixteen ftgen 0, 0, 1024, 16, 0, 200, 2, 1, 824, -4, 0
gkTables[] fillarray 10, 9, 11, 13, 19, 7, 8

instr 1 ; a table as a wave
  aSig oscil3 p4, p5, p6
  kEnv oscil1 0, 1, p3, 5
  aSig *= kEnv
  outs aSig, aSig
endin

instr 2 ; a table as a shape for another
  aWave poscil 0.9, p4, 10
  aSig tablei aWave, p5, 1, 0.5
  kEnv oscil1i 0, 0.2, p3, giSixteen
  aSig dcblock aSig * kEnv
  outs aSig, aSig
endin

instr 3 ; values drive the pitch
  kPhase phasor 1 / p3
  kValue table kPhase * 8, 2
  kNorm table kPhase, giSix, 1
  kBessel tablei kPhase, 12, 1
  aSig poscil 0.2 * kNorm, kValue + 10 * kBessel
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
f 2 0 -8 -2 220 247 262 294 330 349 392 440
f 5 0 1025 5 0.001 64 1 512 0.5 449 0.01
f 7 0 1024 7 0 256 1 512 -1 256 0
f 8 0 1024 8 0 300 0.8 300 -0.3 200 0.4 224 0
f 9 0 1024 9 1 3 0 3 1 0 9 0.3333 180
f 10 0 4096 10 1 0 0.3333 0 0.2
f 11 0 2048 11 10 1 0.9
f 12 0 1024 -12 20
f 13 0 1025 13 1 1 0 5 0 3 0 1
f 15 0 8193 15 1 1 1 0 0.8 180 0.8 0 1.2 270
f 19 0 1024 19 0.5 1 270 1 1 0.5 90 0
i 1 0    0.2 0.2 110 10
i 1 0.2  .   .   .   9
i 1 0.4  .   .   .   11
i 1 0.6  .   .   .   13
i 1 0.8  .   .   .   19
i 1 1.0  .   .   .   7
i 1 1.2  .   .   .   8
i 1 1.4  .   .   .   15
i 2 0    0.5 200 13
i 2 0.5  0.5 150 15
i 2 1.0  0.5 300 7
i 3 0    0.8
i 3 0.8  0.4
e
</CsScore>
</CsoundSynthesizer>
