<CsoundSynthesizer>
; Random numbers from a seed, the same at each run: rand, randi, randh, random,
; randomi, randomh, rnd, birnd, noise, gauss, cauchy, poisson, weibull, jitter,
; jspline, rspline, dust, duserrnd.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1
seed 12345

giOdds ftgen 1, 0, -8, -42, 1, 2, 0.5, 3, 5, 0.3, 8, 9, 0.2

instr 1
  aOne rand 0.05, 0.3
  aTwo randi 0.1, 500, 0.4
  aThree randh 0.1, 700, 0.5, 1
  iFour random 200, 400
  kFive randomi 100, 300, 10
  kSix randomh 0, 0.1, 20
  aSeven noise 0.05, 0.5
  aNine poscil kSix, iFour + kFive
  aTen dust 0.3, 30
  outs aOne + aThree + aSeven + aNine, aTwo + aTen
endin

instr 2
  iOne = rnd(100)
  iTwo = birnd(50)
  kGauss gauss 50
  kCauchy cauchy 3
  kPoisson poisson 4
  kWeibull weibull 20, 2
  kJit jitter 30, 3, 9
  kJsp jspline 30, 2, 6
  kRsp rspline 0, 40, 3, 8
  kUser duserrnd 1
  aOne poscil 0.1, 300 + iOne + iTwo + kJit + kJsp + kRsp
  aTwo poscil 0.1, 400 + kGauss + limit(kCauchy, -50, 50) + kPoisson * 5 + \
    kWeibull + kUser * 10
  outs aOne, aTwo
endin
</CsInstruments>
<CsScore>
i 1 0 0.6
i 2 0.4 0.6
i 2 0.7 0.5
e
</CsScore>
</CsoundSynthesizer>
