<CsoundSynthesizer>
; Ending notes: turnoff of oneself, turnoff2 in its modes with and without the
; release, from another instrument, by number, fraction and name.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  aEnv linsegr 0, 0.02, 1, 0.3, 0
  aSig vco2 0.1, p4
  outs aSig * aEnv, aSig * aEnv * 0.5
endin

instr Pad
  aEnv expsegr 0.01, 0.1, 1, 0.2, 0.01
  aSig vco2 0.1, p4, 12
  outs aSig * aEnv * 0.3, aSig * aEnv
endin

instr Quitter
  kTime timeinsts
  aSig poscil 0.1, 700
  outs aSig, aSig
  if kTime > 0.25 then
    turnoff
  endif
endin

instr 9
  kOnce init 1
  if kOnce == 1 then
    turnoff2 p4, p5, p6
    kOnce = 0
  endif
endin

instr 10
  iPad nstrnum "Pad"
  kOnce init 1
  if kOnce == 1 then
    turnoff2 iPad, 0, 1
    kOnce = 0
  endif
endin
</CsInstruments>
<CsScore>
i 1.1 0 5 200
i 1.2 0 5 250
i 1.3 0 5 300
i "Pad" 0 5 150
i "Pad" 0.1 5 151
i "Quitter" 0 5
i 9 0.3 0.01 1.2 4 0
i 9 0.5 0.01 1 2 1
i 9 0.7 0.01 1 0 1
i 10 0.9 0.01
e
</CsScore>
</CsoundSynthesizer>
