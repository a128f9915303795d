<CsoundSynthesizer>
; More GEN routines: 17, 18, 20 (windows), 21 (seeded random), 24, 25, 27, 30,
; 32, 34, 41, 51, 52, and named ones: tanh, exp, farey.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1
seed 2026

giSine ftgen 1, 0, 8192, 10, 1
giBuzz ftgen 2, 0, 8192, 11, 30
giMap ftgen 3, 0, 128, -17, 0, 100, 12, 200, 24, 300, 60, 412
giMix ftgen 4, 0, 8192, 18, 1, 0.6, 0, 4000, 2, 0.4, 2000, 8191
giHamming ftgen 5, 0, 1024, 20, 1
giGauss ftgen 6, 0, 1024, 20, 6, 1, 1.5
giKaiser ftgen 7, 0, 1024, 20, 7, 1, 3
giRandom ftgen 8, 0, 64, 21, 1, 1
giTriangle ftgen 9, 0, 64, 21, 3, 5
giScaled ftgen 10, 0, 8192, 24, 2, -0.4, 0.4
giExp ftgen 11, 0, 1025, 25, 0, 0.01, 512, 1, 1024, 0.01
giLine ftgen 12, 0, 1025, 27, 0, 0, 100, 1, 900, 0.4, 1024, 0
giBand ftgen 13, 0, 8192, 30, 2, 1, 12
giWaves ftgen 14, 0, 8192, 32, 1, 1, 1, 0, 2, 3, 0.2, 0
giParts ftgen 15, 0, 16, -2, 0.5, 2, 0, 0.3, 3, 0, 0.2, 5, 0.25
giChord ftgen 16, 0, 8192, 34, 15, 3, 1
giHisto ftgen 17, 0, 512, -41, 1, 10, 2, 20, 3, 70
giScale ftgen 18, 0, 64, -51, 12, 2, 220, 60, 1, 1.06, 1.12, 1.19, 1.26, \
  1.33, 1.41, 1.5, 1.59, 1.68, 1.78, 1.89, 2
giInter ftgen 19, 0, 16384, 52, 2, 1, 0, 8192, 2, 0, 8192
giTanh ftgen 20, 0, 1025, "tanh", -5, 5, 0
giExpo ftgen 21, 0, 1025, "exp", -3, 0, 0
giFarey ftgen 22, 0, -23, "farey", 8, 1

instr 1
  aSig oscil3 0.15, p4, p5
  kEnv oscil1i 0, 1, p3, p6
  outs aSig * kEnv, aSig * kEnv * 0.5
endin

instr 2
  kNdx line 0, p3, 64
  kRandom table kNdx, giRandom
  kTri table kNdx, giTriangle
  kMapped table kNdx, giMap
  kKey table int(kNdx / 4), giScale
  kHist table kNdx * 8, giHisto
  kFarey table kNdx / 3, giFarey, 0, 0, 1
  aSig poscil 0.1 + 0.05 * kRandom, kMapped + kTri * 20 + kKey + kHist
  aSig tablei aSig * 2, giTanh, 1, 0.5
  kEnv tablei kNdx / 64, giExpo, 1
  aFarey oscil 0.05, 300 + 300 * kFarey, giSine
  outs aSig * kEnv * 0.3, aSig * 0.1 + aFarey
endin
</CsInstruments>
<CsScore>
i 1 0   0.2 100 2 5
i 1 0.2 .   100 4 6
i 1 0.4 .   200 10 7
i 1 0.6 .   150 13 11
i 1 0.8 .   120 14 12
i 1 1.0 .   60  16 5
i 1 1.2 .   90  19 6
i 2 0 1.4
e
</CsScore>
</CsoundSynthesizer>
