<CsoundSynthesizer>
; Veil: an ensemble that dissolves into a wide, soft hall.
;
; Author:  The Csonance Authors
; Licence: ISC (SPDX-License-Identifier: ISC)
;
; The dry sound keeps its place and its time. Behind it stand six slowly
; moving copies of it, three a side, and behind those a reverb that they feed.
; The amount draws the veil: with it the sound steps back, wider and darker.
;
; Controls, in order:
;   amount    0-1  from nearly dry to nearly gone
;   decay     s    time of the hall to fall by 60 dB
;   tone      Hz   where the veil begins to darken
;   predelay  ms   between the sound and its hall
;   motion    0-1  depth of the ensemble's movement
;   width     0-1  from the centre to beyond the speakers
<CsInstruments>
ksmps = 32
nchnls = 2
nchnls_i = 2
0dbfs = 1

chn_k "amount", 3, 2, 0.5, 0, 1
chn_k "decay", 3, 3, 3, 0.5, 18
chn_k "tone", 3, 3, 4000, 1000, 16000
chn_k "predelay", 3, 3, 20, 2, 200
chn_k "motion", 3, 2, 0.5, 0, 1
chn_k "width", 3, 2, 0.5, 0, 1

; Csound itself leaves a declared channel at zero.
chnset 0.5, "amount"
chnset 3, "decay"
chnset 4000, "tone"
chnset 20, "predelay"
chnset 0.5, "motion"
chnset 0.5, "width"

giSine ftgen 0, 0, 4096, 10, 1
schedule "Veil", 0, -1

; A control without steps, which begins where it stands.
opcode Smooth, k, Si
  SName, iTime xin
  xout portk(chnget:k(SName), iTime, chnget:i(SName))
endop

instr Veil
  kAmount Smooth "amount", 0.03
  kDecay Smooth "decay", 0.05
  kTone Smooth "tone", 0.03
  kPre Smooth "predelay", 0.12
  kMotion Smooth "motion", 0.05
  kWidth Smooth "width", 0.05
  aInL, aInR ins

  ; After a long silence all begins anew with the first sound, so that a song
  ; sounds the same however long the plugin has been waiting for it.
  kIdle init 1000
  if max_k(abs(aInL) + abs(aInR), 1, 1) > 0 then
    if kIdle > 60 then
      reinit Begin
    endif
    kIdle = 0
  else
    kIdle += ksmps / sr
  endif
Begin:

  ; The ensemble: each copy with its own time and its own slow path.
  aSendL butterhp aInL, 110
  aSendR butterhp aInR, 110
  kDepth = 0.25 + 2.4 * kMotion * kMotion
  aLfo1 oscili kDepth, 0.31, giSine, 0
  aLfo2 oscili kDepth, 0.31, giSine, 0.3333
  aLfo3 oscili kDepth, 0.31, giSine, 0.6667
  aFast oscili 0.12 * kMotion, 3.7, giSine
  aTapL1 vdelay3 aSendL, 9.3 + aLfo1 + aFast, 40
  aTapL2 vdelay3 aSendL, 14.9 + aLfo2 - aFast, 40
  aTapL3 vdelay3 aSendR, 22.1 + aLfo3, 40
  aTapR1 vdelay3 aSendR, 10.7 + aLfo3 - aFast, 40
  aTapR2 vdelay3 aSendR, 16.3 + aLfo1 + aFast, 40
  aTapR3 vdelay3 aSendL, 20.3 + aLfo2, 40
  aEnsL = 0.52 * (aTapL1 + aTapL2) + 0.4 * aTapL3
  aEnsR = 0.52 * (aTapR1 + aTapR2) + 0.4 * aTapR3

  ; The hall. Its level is kept while its decay is changed.
  kFeed = limit(10 ^ (-0.225 / kDecay), 0.3, 0.988)
  aPreL vdelay3 0.7 * aSendL + 0.5 * aEnsL, a(kPre) + 0.2, 260
  aPreR vdelay3 0.7 * aSendR + 0.5 * aEnsR, a(kPre) + 0.2, 260
  aHallL, aHallR reverbsc aPreL, aPreR, kFeed, limit(kTone * 1.6, 1500, 16000)
  kHall = 2.1 * sqrt(1 - kFeed * kFeed)
  kDark = kTone * powoftwo(1 - 2 * kAmount)
  aWetL tone 0.62 * aEnsL + kHall * aHallL, kDark
  aWetR tone 0.62 * aEnsR + kHall * aHallR, kDark
  aMid = 0.5 * (aWetL + aWetR)
  aSide = (0.15 + 0.95 * kWidth) * (aWetL - aWetR)

  rireturn

  ; Dry and wet exchange their places; the dry never quite leaves.
  kDry = cos(kAmount * $M_PI_2 * 0.86)
  kWet = 0.9 * sin(kAmount * $M_PI_2)
  aOutL = kDry * aInL + kWet * (aMid + aSide)
  aOutR = kDry * aInR + kWet * (aMid - aSide)
  outs clip(aOutL, 0, 0.99, 0.8), clip(aOutR, 0, 0.99, 0.8)
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
