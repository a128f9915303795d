<CsoundSynthesizer>
; Frozen and stored spectra: pvsfreeze, pvsbuffer and pvsbufread, pvsmorph,
; pvsbin, pvscross, pvstencil.
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1

giFloor ftgen 1, 0, 512, 7, 0.01, 512, 0.001

instr 1
  aSrc foscili 0.3, 150, 1, line:k(1, p3, 4), 3
  aOther vco2 0.2, 237, 10
  fSrc pvsanal aSrc, 512, 128, 512, 1
  fOther pvsanal aOther, 512, 128, 512, 1
  kFreeze = (timeinsts() > 0.4 ? 1 : 0)
  fFrozen pvsfreeze fSrc, kFreeze, kFreeze
  iHandle, kTime pvsbuffer fSrc, 1
  kPos phasor 0.7
  fRead pvsbufread kPos * 0.5, iHandle
  fMorph pvsmorph fFrozen, fOther, line:k(0, p3, 1), 0.5
  fCross pvscross fOther, fSrc, 0.7, 0.3
  fThin pvstencil fCross, 0.1, 1, giFloor
  kAmp, kFreq pvsbin fMorph, 7
  aOne pvsynth fMorph
  aTwo pvsynth fRead
  aThree pvsynth fThin
  aFour poscil kAmp, kFreq
  outs aOne + aThree * 0.3, aTwo + aFour
endin
</CsInstruments>
<CsScore>
i 1 0 1.3
e
</CsScore>
</CsoundSynthesizer>
