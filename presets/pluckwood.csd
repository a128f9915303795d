<CsoundSynthesizer>
; Pluckwood: a plucked string over a wooden body.
;
; Author:  The Csonance Authors
; Licence: ISC (SPDX-License-Identifier: ISC)
;
; A string is a delay line with a filter in its loop. What plucks it is a short
; burst, brighter when played harder, combed by the place on the string. Three
; resonances stand for the body, and a small room for the air around it. Pitch
; bend is two semitones, the modulation wheel adds vibrato, the pedal sustains;
; a key that is let go damps its string.
;
; Controls, in order:
;   brightness  Hz  softness or hardness of what plucks, and of the string
;   sustain     s   time of an open string to fall by 60 dB
;   position    0-1 where the string is plucked, from the bridge to the middle
;   body        0-1 the wood's share
;   damping     s   time of a string that is let go to fall silent
;   room        0-1 the air's share
;
; A score or a message plays it as  i "Pluckwood" START DURATION KEY VELOCITY.
<CsInstruments>
ksmps = 32
nchnls = 2
0dbfs = 1

chn_k "brightness", 3, 3, 2400, 400, 14400
chn_k "sustain", 3, 3, 4, 0.8, 20
chn_k "position", 3, 2, 0.26, 0.04, 0.48
chn_k "body", 3, 2, 0.5, 0, 1
chn_k "damping", 3, 3, 0.2, 0.04, 1
chn_k "room", 3, 2, 0.5, 0, 1

; Csound itself leaves a declared channel at zero.
chnset 2400, "brightness"
chnset 4, "sustain"
chnset 0.26, "position"
chnset 0.5, "body"
chnset 0.2, "damping"
chnset 0.5, "room"

giSine ftgen 0, 0, 4096, 10, 1
gkBright init 2400
gkSustain init 4
gaLeft init 0
gaRight init 0

massign 0, "Pluckwood"
schedule "Wood", 0, -1

; One string.
instr Pluckwood
  midinoteonkey p4, p5
  iVel = limit(p5, 0, 127) / 127
  if active:i("Wood") == 0 then
    schedule "Wood", 0, -1 ; it had been stopped with all notes
  endif
  iPhase = frac(p4 * 0.61803398875)

  ; The performer's hands. The loop's delay sets the lowest pitch: 25 Hz.
  iBend pchbend 0, 2
  kBend pchbend 0, 2
  kBend portk kBend, 0.004, iBend
  kWheel init 0
  midicontrolchange 1, kWheel, 0, 1
  kVibrato portk kWheel, 0.03, i(kWheel)
  kVib oscili 0.3 * kVibrato, 5.1, giSine, iPhase
  kCps = limit(cpsmidinn(p4 + kBend + kVib), 25, 6000)
  iCps = limit(cpsmidinn(p4 + iBend), 25, 6000)

  ; The pluck: an impulse and a breath of noise, through the hardness, then the
  ; comb of its place. The noise has a seed, so that every render is the same.
  iHard = chnget:i("brightness") * (0.35 + 1.3 * iVel) * (iCps / 262) ^ 0.35
  iHard = limit(iHard, 200, 16000)
  aBurst linseg 1, 1 / iCps, 0.3, 1 / iCps, 0, 1, 0
  aNoise rand 0.25, iPhase * 0.98 + 0.01, 1
  aPulse mpulse sr / 2400, 0
  aPluck tone aPulse + aBurst * aNoise, iHard
  aPluck tone aPluck, iHard * 1.5
  aComb vdelay3 aPluck, 1000 * chnget:i("position") / iCps, 40
  aPluck = (aPluck - aComb) * (1 + 1800 / iHard)

  ; The string. The gain of the loop gives the time to fall, whatever the key;
  ; low strings ring longer. What the loop's filter delays is taken off the
  ; length, so that the string is in tune.
  kHold linsegr 1, 0.03, 1, 0.03, 0
  kOpen = gkSustain * (262 / iCps) ^ 0.4
  iDamp = chnget:i("damping") * (262 / iCps) ^ 0.2
  kTime = iDamp + (kOpen - iDamp) * kHold
  kTop = (4500 + 4000 * iVel) * sqrt(gkBright / 2400)
  kTop limit kTop + 2 * iCps, 1500, 16000
  kCos = 2 - cos(2 * $M_PI * kTop / sr)
  kPole = kCos - sqrt(kCos * kCos - 1)
  kOmega = 2 * $M_PI * kCps / sr
  kLate = taninv(kPole * sin(kOmega) / (1 - kPole * cos(kOmega))) / kOmega
  kLength = sr / kCps - kLate - 1
  kPass = (1 - kPole) / sqrt(1 - 2 * kPole * cos(kOmega) + kPole * kPole)
  kLoop = limit(0.001 ^ (1 / (kCps * kTime)) / kPass, 0, 0.99995)
  aString wguide1 aPluck, sr / kLength, kTop, kLoop

  aEnd linsegr 1, iDamp * 1.3 + 0.05, 0
  aOut = aString * aEnd * (0.25 * iVel ^ 1.2)
  iPan = 0.5 + limit((p4 - 60) / 120, -0.22, 0.22)
  gaLeft += aOut * cos(iPan * $M_PI_2)
  gaRight += aOut * sin(iPan * $M_PI_2)
endin

; The wood and the air, for all strings; also smooths the controls.
instr Wood
  gkBright portk chnget:k("brightness"), 0.03, chnget:i("brightness")
  gkSustain portk chnget:k("sustain"), 0.05, chnget:i("sustain")
  kBody portk chnget:k("body"), 0.03, chnget:i("body")
  kRoom portk chnget:k("room"), 0.03, chnget:i("room")

  ; A string that rings longer is louder in all: that is evened out a little.
  kEven = (4 / gkSustain) ^ 0.22
  aL dcblock2 gaLeft * kEven
  aR dcblock2 gaRight * kEven
  kLow = 1 + 1.6 * kBody
  kMid = 1 + 2.4 * kBody
  kHigh = 1 + 1.2 * kBody
  aL pareq aL, 103, kLow, 1.5
  aL pareq aL, 208, kMid, 2
  aL pareq aL, 415, kHigh, 2
  aR pareq aR, 105, kLow, 1.5
  aR pareq aR, 213, kMid, 2
  aR pareq aR, 404, kHigh, 2
  kDark = (1.6 - kBody) * (1500 + 3 * gkBright)
  kDark limit kDark, 700, 18000
  aL tone aL * (1.2 - 0.5 * kBody), kDark
  aR tone aR * (1.2 - 0.5 * kBody), kDark

  kFeed = 0.55 + 0.3 * kRoom
  aAirL, aAirR reverbsc aL, aR, kFeed, 7000
  kAir = (1.05 * kRoom * kRoom + 0.07 * kRoom) * sqrt(1 - kFeed * kFeed)
  aL = aL + kAir * aAirL
  aR = aR + kAir * aAirR
  outs clip(aL, 0, 0.97, 0.67), clip(aR, 0, 0.97, 0.67)
  clear gaLeft, gaRight
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
