<CsoundSynthesizer>
; Slowtide: a pad that moves like water under ice.
;
; Author:  The Csonance Authors
; Licence: ISC (SPDX-License-Identifier: ISC)
;
; Four spectra lie on a circle; each voice travels round it on its own slow
; tide, two copies a little apart, with a breath of filtered noise above. A wide
; ensemble and a long hall carry all voices. Pitch bend is two semitones, the
; modulation wheel brings the tide in faster and brighter, the pedal sustains.
;
; Controls, in order:
;   colour   Hz   how far the spectra reach up
;   tide     Hz   speed of the journey round the circle
;   attack   s    time to full level
;   release  s    time to silence after the key
;   breath   0-1  the noise's share
;   space    0-1  the hall's share
;
; A score or a message plays it as  i "Slowtide" START DURATION KEY VELOCITY.
<CsInstruments>
ksmps = 32
nchnls = 2
0dbfs = 1

chn_k "colour", 3, 3, 1600, 200, 12800
chn_k "tide", 3, 3, 0.12, 0.02, 0.72
chn_k "attack", 3, 3, 0.5, 0.05, 5
chn_k "release", 3, 3, 1.2, 0.12, 12
chn_k "breath", 3, 2, 0.5, 0, 1
chn_k "space", 3, 2, 0.5, 0, 1

; Csound itself leaves a declared channel at zero.
chnset 1600, "colour"
chnset 0.12, "tide"
chnset 0.5, "attack"
chnset 1.2, "release"
chnset 0.5, "breath"
chnset 0.5, "space"

; The four spectra: hollow, reedy, glassy, and a choir's.
giHollow ftgen 0, 0, 8192, 10, 1, 0.05, 0.45, 0.04, 0.27, 0.03, 0.2, 0.02, \
  0.15, 0, 0.12, 0, 0.1, 0, 0.085, 0, 0.07, 0, 0.06, 0, 0.05, 0, 0.045, 0, 0.04
giReedy ftgen 0, 0, 8192, 10, 0.7, 0.6, 0.5, 0.45, 0.36, 0.33, 0.26, 0.23, \
  0.2, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.1, 0.095, 0.09, 0.085, \
  0.08, 0.075, 0.07, 0.065, 0.06, 0.055, 0.05
giGlassy ftgen 0, 0, 8192, 10, 0.9, 0, 0, 0.45, 0.1, 0, 0.35, 0, 0, 0.28, 0, \
  0.15, 0.2, 0, 0, 0.15, 0, 0.13, 0, 0, 0.12, 0, 0.1, 0, 0, 0.08
giChoir ftgen 0, 0, 8192, 10, 0.8, 0.75, 0.3, 0.15, 0.3, 0.3, 0.1, 0.06, 0.06, \
  0.14, 0.16, 0.12, 0.05, 0.04, 0.04, 0.08, 0.1, 0.08, 0.05, 0.03, 0.03, 0.05, \
  0.05, 0.04

; Each for the low, the middle and the high keys, so that none folds over.
giFull[] fillarray giHollow, giReedy, giGlassy, giChoir
giSpectra[][] init 4, 3
iNdx = 0
while iNdx < 4 do
  iFull = giFull[iNdx]
  giSpectra[iNdx][0] = iFull
  giSpectra[iNdx][1] ftgen 0, 0, 8192, 30, iFull, 1, 12
  giSpectra[iNdx][2] ftgen 0, 0, 8192, 30, iFull, 1, 4
  iNdx += 1
od
giSine ftgen 0, 0, 4096, 10, 1

gkColour init 1600
gkTide init 0.12
gkBreath init 0.5
gaLeft init 0
gaRight init 0

massign 0, "Slowtide"
schedule "Shore", 0, -1

; One voice.
instr Slowtide
  midinoteonkey p4, p5
  iVel = limit(p5, 0, 127) / 127
  if active:i("Shore") == 0 then
    schedule "Shore", 0, -1 ; it had been stopped with all notes
  endif
  iPhase = frac(p4 * 0.61803398875)
  iAtt = chnget:i("attack") * (1.4 - 0.7 * iVel)
  iRel = chnget:i("release")
  iBend pchbend 0, 2
  kBend pchbend 0, 2
  kBend portk kBend, 0.004, iBend
  kWheel init 0
  midicontrolchange 1, kWheel, 0, 1
  kSwell portk kWheel, 0.08, i(kWheel)

  ; Where the voice is on its circle: two mixes in quadrature.
  kRound phasor gkTide * (0.8 + 0.4 * iPhase) * (1 + 3 * kSwell), iPhase
  kEast = 0.5 + 0.5 * cos(kRound * 2 * $M_PI)
  kNorth = 0.5 + 0.5 * sin(kRound * 2 * $M_PI)
  kCps = cpsmidinn(p4 + kBend)
  iSet = (p4 < 74 ? 0 : (p4 < 91 ? 1 : 2))
  kSpread = cent(5 + 3 * kNorth)
  aOne poscil kEast, kCps * kSpread, giSpectra[1][iSet], iPhase
  aTwo poscil 1 - kEast, kCps * kSpread, giSpectra[0][iSet], iPhase
  iApart = frac(iPhase + 0.4)
  aThree poscil kNorth, kCps / kSpread, giSpectra[3][iSet], iApart
  aFour poscil 1 - kNorth, kCps / kSpread, giSpectra[2][iSet], iApart
  aDeep poscil 0.3, kCps * 0.5, giSine

  ; The breath follows the key.
  aAir rand 0.3, iPhase * 0.98 + 0.01, 1
  aAir butterhp aAir, kCps * 3
  aAir *= gkBreath * (0.25 + 0.75 * kNorth) * 0.3

  kOct = 1.4 * (iVel - 0.55) + (p4 - 60) / 36 + 0.7 * (kEast - 0.5)
  kCut limit gkColour * powoftwo(kOct + 1.5 * kSwell), 80, 16000
  aEnv linsegr 0, iAtt, 1, 1, 1, iRel, 0
  aEnv = aEnv * aEnv * (0.19 * iVel ^ 1.15)
  aLeft butterlp aOne + aTwo + aDeep + aAir * kEast, kCut
  aLeft tone aLeft, kCut * 1.5
  aRight butterlp aThree + aFour + aDeep + aAir * (1 - kEast), kCut
  aRight tone aRight, kCut * 1.5
  gaLeft += aEnv * (aLeft + 0.35 * aRight)
  gaRight += aEnv * (aRight + 0.35 * aLeft)
endin

; Ensemble, hall and output for all voices; also smooths the controls.
instr Shore
  gkColour portk chnget:k("colour"), 0.03, chnget:i("colour")
  gkTide portk chnget:k("tide"), 0.05, chnget:i("tide")
  gkBreath portk chnget:k("breath"), 0.05, chnget:i("breath")
  kSpace portk chnget:k("space"), 0.05, chnget:i("space")

  aLfo1 oscili 2.2, 0.17, giSine
  aLfo2 oscili 2.2, 0.17, giSine, 0.5
  aC1 vdelay3 gaLeft, 13.7 + aLfo1, 30
  aC2 vdelay3 gaRight, 17.1 + aLfo2, 30
  aL = gaLeft + 0.5 * aC2
  aR = gaRight + 0.5 * aC1

  aSendL butterhp aL, 150
  aSendR butterhp aR, 150
  kFeed = 0.86 + 0.1 * kSpace
  aHallL, aHallR reverbsc aSendL, aSendR, kFeed, 7500
  kWet = (1.7 * kSpace * kSpace + 0.3 * kSpace) * sqrt(1 - kFeed * kFeed)
  kDry = 1 - 0.25 * kSpace
  aL = kDry * aL + kWet * aHallL
  aR = kDry * aR + kWet * aHallR
  outs clip(aL, 0, 0.97, 0.67), clip(aR, 0, 0.97, 0.67)
  clear gaLeft, gaRight
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
