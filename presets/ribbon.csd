<CsoundSynthesizer>
; Ribbon: a tape echo with a worn machine's wow, flutter and warmth.
;
; Author:  The Csonance Authors
; Licence: ISC (SPDX-License-Identifier: ISC)
;
; Two tape loops cross from side to side. Each pass saturates a little and loses
; some of its highs and lows, so that echoes sink behind the sound instead of
; crowding it; even with the feedback at its end they only sing, and never run
; away. The time glides like a motor that changes speed.
;
; Controls, in order:
;   amount    0-1  level of the echoes
;   time      ms   between two echoes
;   feedback  0-1  how much of an echo returns
;   wear      0-1  wow, flutter and saturation
;   tone      Hz   where the tape loses its highs
;   spread    0-1  from both sides alike to left and right in turn
<CsInstruments>
ksmps = 32
nchnls = 2
nchnls_i = 2
0dbfs = 1

chn_k "amount", 3, 2, 0.5, 0, 1
chn_k "time", 3, 3, 320, 80, 1280
chn_k "feedback", 3, 2, 0.5, 0, 1
chn_k "wear", 3, 2, 0.5, 0, 1
chn_k "tone", 3, 3, 3200, 800, 12800
chn_k "spread", 3, 2, 0.5, 0, 1

; Csound itself leaves a declared channel at zero.
chnset 0.5, "amount"
chnset 320, "time"
chnset 0.5, "feedback"
chnset 0.5, "wear"
chnset 3200, "tone"
chnset 0.5, "spread"

giSine ftgen 0, 0, 4096, 10, 1
schedule "Ribbon", 0, -1

; A control without steps, which begins where it stands.
opcode Smooth, k, Si
  SName, iTime xin
  xout portk(chnget:k(SName), iTime, chnget:i(SName))
endop

; One pass through the machine: warm, narrower, without an offset.
opcode Tape, a, akk
  aIn, kDrive, kTone xin
  aOut = tanh(aIn * kDrive) / kDrive
  aOut tone aOut, kTone
  aOut tone aOut, kTone * 2.2
  aOut atone aOut, 90
  xout aOut
endop

instr Ribbon
  kAmount Smooth "amount", 0.03
  kTime Smooth "time", 0.25
  kFeed Smooth "feedback", 0.03
  kWear Smooth "wear", 0.05
  kTone Smooth "tone", 0.03
  kSpread Smooth "spread", 0.05
  aInL, aInR ins

  ; The motor: slow wow of two speeds, fast flutter.
  kDepth = 0.0011 * kWear * kWear
  aWow oscili kDepth, 0.61, giSine
  aDrift oscili kDepth * 1.3, 0.23, giSine, 0.3
  aFlutter oscili kDepth * 0.06, 7.3, giSine, 0.6
  aTime = interp(kTime / 1000, 0, 1) + aWow + aDrift + aFlutter
  aTimeL limit aTime, 0.01, 1.45
  aTimeR limit aTime * (1 + 0.012 * kWear) + aFlutter, 0.01, 1.45

  kDrive = 0.8 + 1.6 * kWear
  aMid = 0.5 * (aInL + aInR)
  aFeedL init 0
  aFeedR init 0
  kGain = 1.04 * kFeed

  aEndL delayr 1.5
  aEchoL deltap3 aTimeL
  aHeadL = aInL + kSpread * (aMid - aInL)
  delayw Tape(aHeadL + kGain * aFeedL, kDrive, kTone)
  aEndR delayr 1.5
  aEchoR deltap3 aTimeR
  aHeadR = (1 - kSpread) * aInR
  delayw Tape(aHeadR + kGain * aFeedR, kDrive, kTone)

  ; What returns crosses over as the sides part.
  aFeedL = aEchoL + kSpread * (aEchoR - aEchoL)
  aFeedR = aEchoR + kSpread * (aEchoL - aEchoR)

  kWet = 1.7 * kAmount * (0.15 + 0.85 * kAmount)
  kDry = 1 - 0.5 * kAmount * kAmount
  aOutL = kDry * aInL + kWet * aEchoL
  aOutR = kDry * aInR + kWet * (1 + 0.25 * kSpread) * aEchoR
  outs clip(aOutL, 0, 0.99, 0.8), clip(aOutR, 0, 0.99, 0.8)
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
