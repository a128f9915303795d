<CsoundSynthesizer>
; Tine: an electric piano with a bell in its attack and a swaying tremolo.
;
; Author:  The Csonance Authors
; Licence: ISC (SPDX-License-Identifier: ISC)
;
; Two modulated sines a voice: the bar, which barks when it is struck harder,
; and the tine, which rings at the attack. A pickup bends the wave, the more the
; louder it plays; the tremolo swings between the sides and a chorus rounds it.
; Pitch bend is two semitones, the modulation wheel deepens the tremolo, the
; pedal sustains.
;
; Controls, in order:
;   bark     0-1  brightness of the struck bar
;   bell     0-1  share of the tine
;   decay    s    time of the middle of the keyboard to fall by 60 dB
;   tremolo  0-1  depth
;   speed    Hz   of the tremolo
;   chorus   0-1  amount
;
; A score or a message plays it as  i "Tine" START DURATION KEY VELOCITY.
<CsInstruments>
ksmps = 32
nchnls = 2
0dbfs = 1

chn_k "bark", 3, 2, 0.5, 0, 1
chn_k "bell", 3, 2, 0.5, 0, 1
chn_k "decay", 3, 3, 12, 3, 48
chn_k "tremolo", 3, 2, 0.5, 0, 1
chn_k "speed", 3, 3, 4, 0.5, 32
chn_k "chorus", 3, 2, 0.5, 0, 1

; Csound itself leaves a declared channel at zero.
chnset 0.5, "bark"
chnset 0.5, "bell"
chnset 12, "decay"
chnset 0.5, "tremolo"
chnset 4, "speed"
chnset 0.5, "chorus"

giSine ftgen 0, 0, 8192, 10, 1
gkBark init 0.5
gkBell init 0.5
gkWheel init 0
gaDirect init 0

massign 0, "Tine"
schedule "Suitcase", 0, -1

; One voice.
instr Tine
  midinoteonkey p4, p5
  iVel = limit(p5, 0, 127) / 127
  if active:i("Suitcase") == 0 then
    schedule "Suitcase", 0, -1 ; it had been stopped with all notes
  endif
  iBend pchbend 0, 2
  kBend pchbend 0, 2
  kBend portk kBend, 0.004, iBend
  kWheel init 0
  midicontrolchange 1, kWheel, 0, 1
  gkWheel = max(gkWheel, kWheel)
  kCps = cpsmidinn(p4 + kBend)
  iCps = cpsmidinn(p4)
  iLow = (262 / (iCps + 20)) ^ 0.5
  iDecay = limit(chnget:i("decay") * iLow, 0.8, 60)

  ; The bar: the modulation falls faster than the tone.
  iBright = 0.25 + 1.1 * iVel ^ 1.6
  kFall expseg 1, 0.09 * iLow, 0.55, 0.2 * iDecay, 0.35, iDecay, 0.1
  kIndex = 0.34 * iBright * iLow * (0.06 + 2 * gkBark * gkBark) * kFall
  aPhase phasor kCps
  aMod poscil kIndex, kCps
  aBar tablei aPhase + aMod, giSine, 1, 0, 1

  ; The tine: high, short, not quite in tune, as struck metal is.
  iHigh = (iCps * 14 > sr * 0.3 ? 7 : 14)
  kRing expseg 1, 0.9 * iLow, 0.1, 3, 0.001, 1, 0.001
  aHit poscil 0.16 * iVel * kRing, kCps * iHigh * 1.003
  aTine tablei aPhase * 1 + aHit, giSine, 1, 0, 1
  aPing poscil 0.2 * iVel * kRing, kCps * iHigh * 0.5

  ; The hammer, the fall, the damper.
  aRise linseg 0, 0.0015, 1, 1, 1
  aFall expseg 1, iDecay, 0.001, iDecay, 0.0005
  aDamp linsegr 1, 0.12 + 0.05 * iLow, 0
  kBell = gkBell * gkBell * 2
  aTone = aBar * (1 - 0.3 * gkBell) + kBell * (0.35 * aTine + aPing)
  aTone *= aRise * aFall * aDamp * aDamp
  gaDirect += aTone * (0.215 * iVel ^ 1.15 * (0.65 + 0.35 * iLow))
endin

; Pickup, tremolo, chorus and output for all voices; also smooths the controls.
instr Suitcase
  gkBark portk chnget:k("bark"), 0.02, chnget:i("bark")
  gkBell portk chnget:k("bell"), 0.02, chnget:i("bell")
  kTrem portk chnget:k("tremolo"), 0.03, chnget:i("tremolo")
  kSpeed portk chnget:k("speed"), 0.05, chnget:i("speed")
  kChorus portk chnget:k("chorus"), 0.03, chnget:i("chorus")
  kWheel portk gkWheel, 0.05

  ; The pickup hears one half of the swing louder than the other.
  aPick = gaDirect * (0.9 + 0.5 * gkBark)
  aPick = tanh(aPick + (0.15 + 0.5 * gkBark) * aPick * aPick)
  aPick dcblock2 aPick
  aPick butterlp aPick, 2600 * powoftwo(3 * gkBark)
  aPick pareq aPick, 220, 1.25, 0.8

  kDeep = limit(kTrem ^ 1.5 + kWheel, 0, 1) * 0.8
  aSway oscili 0.5 * kDeep, kSpeed, giSine
  aL = aPick * (1 - 0.5 * kDeep + aSway)
  aR = aPick * (1 - 0.5 * kDeep - aSway)

  aLfo1 oscili 1.6, 0.6, giSine
  aLfo2 oscili 1.6, 0.6, giSine, 0.25
  aC1 vdelay3 aL, 9 + aLfo1, 20
  aC2 vdelay3 aR, 11 + aLfo2, 20
  aC3 vdelay3 aPick, 15 - aLfo2, 30
  aOutL = aL + kChorus * (0.7 * aC1 + 0.35 * aC3)
  aOutR = aR + kChorus * (0.7 * aC2 - 0.35 * aC3)
  kLevel = 1 / (1 + 0.35 * kChorus)
  outs clip(aOutL * kLevel, 0, 0.97, 0.7), clip(aOutR * kLevel, 0, 0.97, 0.7)
  gkWheel = 0
  clear gaDirect
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
