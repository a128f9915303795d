<CsoundSynthesizer>
; Aurora: a warm polyphonic synthesizer with a slow, northern shimmer.
;
; Author:  The Csonance Authors
; Licence: ISC (SPDX-License-Identifier: ISC)
;
; Two detuned saws, a body of sines and a ladder filter a voice; one ensemble
; chorus and one reverb for all voices together, so that a chord of eight
; costs little. Velocity opens the filter as well as the level. Pitch bend is
; two semitones, the modulation wheel adds vibrato, the pedal sustains.
;
; Controls, in order:
;   brightness  Hz  cutoff of the filter
;   attack      s   time to full level
;   release     s   time to silence after the key
;   detune      ct  distance of the two saws
;   motion      0-1 slow movement of filter and chorus
;   space       0-1 amount of reverb
;
; A score or a message plays it as  i "Aurora" START DURATION KEY VELOCITY.
<CsInstruments>
ksmps = 32
nchnls = 2
0dbfs = 1

chn_k "brightness", 3, 3, 1200, 150, 9600
chn_k "attack", 3, 3, 0.03, 0.002, 0.45
chn_k "release", 3, 3, 0.4, 0.04, 4
chn_k "detune", 3, 2, 9, 0, 18
chn_k "motion", 3, 2, 0.5, 0, 1
chn_k "space", 3, 2, 0.5, 0, 1

; Csound itself leaves a declared channel at zero.
chnset 1200, "brightness"
chnset 0.03, "attack"
chnset 0.4, "release"
chnset 9, "detune"
chnset 0.5, "motion"
chnset 0.5, "space"

; The saw's tables are made here, at load, and never by the first note.
giSaw vco2init 1, -1, 1.2, 256, 4096
giSine ftgen 0, 0, 4096, 10, 1
giBody ftgen 0, 0, 4096, 10, 0.4, 1, 0, 0.3, 0, 0.1

gkBright init 1200
gkDetune init 9
gkMotion init 0.5
gkSlow init 0
gaLeft init 0
gaRight init 0

massign 0, "Aurora"
schedule "Sky", 0, -1

; One voice.
instr Aurora
  midinoteonkey p4, p5
  iVel = limit(p5, 0, 127) / 127
  if active:i("Sky") == 0 then
    schedule "Sky", 0, -1 ; it had been stopped with all notes
  endif
  iAtt = chnget:i("attack") * (1.3 - 0.6 * iVel)
  iRel = chnget:i("release")
  iPhase = frac(p4 * 0.61803398875)

  ; The performer's hands.
  iBend pchbend 0, 2
  kBend pchbend 0, 2
  kBend portk kBend, 0.004, iBend
  kWheel init 0
  midicontrolchange 1, kWheel, 0, 1
  kVibrato portk kWheel, 0.03, i(kWheel)
  kVib oscili 0.35 * kVibrato, 5.3, giSine, iPhase
  kCps = cpsmidinn(p4 + kBend + kVib)

  ; A drift of its own for each key keeps a held chord alive.
  kDrift oscili 0.8 + 2.4 * gkMotion, 0.11 + 0.13 * iPhase, giSine, iPhase
  kUp = cent((gkDetune + kDrift) * 0.5)
  aOne vco2 0.5, kCps * kUp, 0, 0.5, iPhase
  aTwo vco2 0.5, kCps / kUp, 0, 0.5, frac(iPhase + 0.37)
  aBody oscili 0.5, kCps * 0.5, giBody, iPhase
  aBell oscili 0.16, kCps * 2, giSine, iPhase

  ; The filter: velocity, key and its own envelope open it.
  kSweep linsegr 0, iAtt * 0.8 + 0.004, 1, 0.9, 0.45, iRel, 0
  kShine oscili 0.6 * gkMotion, 0.07 + 0.05 * iPhase, giSine, 1 - iPhase
  kOct = 1.3 * kSweep + 1.6 * (iVel - 0.55) + (p4 - 60) / 30 + kShine
  kCut limit gkBright * powoftwo(kOct + 0.8 * kVibrato), 60, 16000
  aTone moogladder2 aOne + aTwo + aBody, kCut, 0.18

  ; The square of a straight envelope: soft ends, no click.
  aEnv linsegr 0, iAtt, 1, 1.2, 0.86, iRel, 0
  kBell = 0.35 + 0.65 * gkMotion * (0.5 + 0.5 * kShine)
  aOut = (aTone + aBell * kBell) * aEnv * aEnv * (0.52 * iVel ^ 1.25)

  iPan = 0.5 + 0.28 * (iPhase - 0.5) + limit((p4 - 62) / 180, -0.14, 0.14)
  gaLeft += aOut * cos(iPan * $M_PI_2)
  gaRight += aOut * sin(iPan * $M_PI_2)
endin

; Ensemble, reverb and output for all voices; also smooths the controls.
instr Sky
  ; Without voices there is nothing to smooth: the controls are there at once.
  kVoices active "Aurora"
  kGlide = kVoices > 0 ? 1 : 0.001
  gkBright portk chnget:k("brightness"), 0.02 * kGlide, chnget:i("brightness")
  gkDetune portk chnget:k("detune"), 0.05 * kGlide, chnget:i("detune")
  gkMotion portk chnget:k("motion"), 0.05 * kGlide, chnget:i("motion")
  kSpace portk chnget:k("space"), 0.05 * kGlide, chnget:i("space")

  ; After a long silence all begins anew with the first note, so that a song
  ; sounds the same however long the plugin has been waiting for it.
  kIdle init 1000
  if kVoices > 0 then
    if kIdle > 15 then
      reinit Begin
    endif
    kIdle = 0
  else
    kIdle += ksmps / sr
  endif
Begin:

  ; Three taps a side, a third of a turn apart; the sides cross.
  kDepth = 0.4 + 1.5 * gkMotion
  aLfo1 oscili kDepth, 0.53, giSine
  aLfo2 oscili kDepth, 0.53, giSine, 0.3333
  aLfo3 oscili kDepth, 0.53, giSine, 0.6667
  aC1 vdelay3 gaLeft, 8.1 + aLfo1, 20
  aC2 vdelay3 gaRight, 9.7 + aLfo2, 20
  aC3 vdelay3 gaLeft + gaRight, 12.3 + aLfo3, 20
  kEns = 0.3 + 0.25 * gkMotion
  aL = gaLeft * 0.8 + kEns * (aC1 + 0.6 * aC3 + 0.3 * aC2)
  aR = gaRight * 0.8 + kEns * (aC2 - 0.6 * aC3 + 0.3 * aC1)

  aSendL buthp aL, 180
  aSendR buthp aR, 180
  kFeed = 0.8 + 0.13 * kSpace
  aRevL, aRevR reverbsc aSendL, aSendR, kFeed, 6500
  rireturn
  kWet = (1.5 * kSpace * kSpace + 0.2 * kSpace) * sqrt(1 - kFeed * kFeed)
  aL = aL + kWet * aRevL
  aR = aR + kWet * aRevR

  ; Straight up to 0.65 of full scale, then a soft shoulder.
  outs clip(aL, 0, 0.97, 0.67), clip(aR, 0, 0.97, 0.67)
  clear gaLeft, gaRight
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
