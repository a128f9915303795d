<CsoundSynthesizer>
; Many notes at one moment: who plays first is decided by the order in the score
; and by instrument numbers; fractional instances; same-time ends and starts.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

gkLast init 0
giCount init 0

instr 3
  giCount += 1
  iMine = giCount
  gkLast = gkLast * 0.5 + iMine
  aSig poscil 0.02, 100 + 20 * iMine + gkLast
  outs aSig, aSig * frac(p1)
endin

instr 1
  giCount += 1
  aSig poscil 0.02, 50 * giCount + gkLast
  gkLast = gkLast + p4
  outs aSig, aSig
endin

instr 2
  kActive active 3
  aSig poscil 0.02, 300 + 100 * kActive
  outs -aSig, aSig
endin
</CsInstruments>
<CsScore>
i 3.1 0   0.3
i 3.2 0   0.2
i 1   0   0.3 2
i 1   0   0.3 1
i 2   0   1
i 3.3 0.2 0.3
i 3   0.3 0.3
i 1   0.3 0.3 3
i 1   0.2 0.1 4
i 3.5 0.5 0.5
i 3.4 0.5 0.5
e
</CsScore>
</CsoundSynthesizer>
