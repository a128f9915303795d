<CsoundSynthesizer>
; Streaming spectra: pvsanal, pvsmaska, pvshift, pvscale, pvsmix, pvsblur,
; pvsfilter, pvscent, pvsynth and pvsadsyn.
<CsInstruments>
sr = 44100
ksmps = 64
nchnls = 2
0dbfs = 1

giMask ftgen 1, 0, 1024, 7, 1, 40, 1, 20, 0.1, 100, 0.4, 864, 0

instr 1
  aSrc vco2 0.3, p4
  aNoise rand 0.1
  fSrc pvsanal aSrc, 1024, 256, 1024, 1
  fNoise pvsanal aNoise, 1024, 256, 1024, 1
  kDepth line 0, p3, 1
  fMask pvsmaska fSrc, giMask, kDepth
  fUp pvscale fMask, 1.5
  fShift pvshift fSrc, 130, 100
  fMix pvsmix fUp, fShift
  fBlur pvsblur fMix, 0.1, 1
  fFilt pvsfilter fNoise, fSrc, 0.9
  kCent pvscent fBlur
  aOne pvsynth fBlur
  aTwo pvsynth fFilt
  aThree pvsadsyn fSrc, 40, 0.5
  aTest poscil 0.05, 100 + kCent * 0.1
  outs aOne + aTest, aTwo * 0.5 + aThree * 0.5
endin
</CsInstruments>
<CsScore>
i 1 0 0.8 200
i 1 0.7 0.6 131
e
</CsScore>
</CsoundSynthesizer>
