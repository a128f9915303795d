<CsoundSynthesizer>
; The zak space: zaw, zawm, zar, zarg, zacl, zkw, zkwm, zkr, zkcl, ziw, zir and
; zamod, with instruments that patch themselves by numbers from the score.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1
zakinit 8, 8

instr 1
  aSig vco2 0.2, p4
  zaw aSig, p5
  ziw p4 / 1000, 3
endin

instr 2
  kLfo lfo 1, p4
  zkwm kLfo * 0.5 + 0.5, 1
  zkw line:k(0, p3, 1), 2
  iLevel zir 3
  aSig poscil iLevel * 0.1, 300
  zawm aSig, 2
endin

instr 3
  aIn zar p4
  kAmp zkr 1
  aGain zarg 2, zkr(2)
  aIn zamod aIn * 0.2, 2
  aOut = aIn * kAmp + aGain
  outs aOut * p5, aOut * (1 - p5)
endin

instr 99
  zacl 0, 8
  zkcl 0, 8
endin
</CsInstruments>
<CsScore>
i 1 0 1.2 120 0
i 1 0.3 0.6 181 1
i 2 0 1.2 3
i 2 0.5 0.5 5
i 3 0 1.2 0 0.3
i 3 0.2 1 1 0.8
i 99 0 1.2
e
</CsScore>
</CsoundSynthesizer>
