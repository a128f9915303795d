<CsoundSynthesizer>
; Releases beyond p3: linsegr, expsegr, transegr, madsr, mxadsr, linenr,
; xtratim with release, notes too short for their attack.
<CsInstruments>
sr = 44100
ksmps = 64
nchnls = 2
0dbfs = 1

instr 1
  aEnv linsegr 0, 0.05, 1, 0.1, 0.6, 0.2, 0
  aSig poscil 0.2 * aEnv, p4
  outs aSig, 0.2 * aSig
endin

instr 2
  kEnv expsegr 0.01, 0.05, 1, 0.3, 0.01
  kAdsr madsr 0.02, 0.05, 0.5, 0.25
  aSig vco2 0.1, p4, 10
  outs aSig * kEnv, aSig * kAdsr
endin

instr 3
  kEnv transegr 0, 0.05, -3, 1, 0.2, 4, 0
  kX mxadsr 0.03, 0.05, 0.7, 0.15
  aSig vco2 0.1, p4
  aSig linenr aSig, 0.01, 0.2, 0.01
  outs aSig * kEnv, aSig * kX
endin

instr 4
  xtratim 0.25
  kRel release
  kAmp init 0.2
  if kRel == 1 then
    kAmp = kAmp * 0.98
  endif
  aSig poscil kAmp, p4 * (1 + kRel)
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.2 300
i 1 0.3 0.01 350
i 2 0.4 0.2 150
i 3 0.6 0.2 180
i 4 0.8 0.2 240
i 1 1 0.1 500
i 2 1.1 0.02 120
e
</CsScore>
</CsoundSynthesizer>
