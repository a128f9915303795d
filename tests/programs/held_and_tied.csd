<CsoundSynthesizer>
; Negative durations: held notes, tied notes with tigoto and tival, ended by a
; negative instrument number or by a last note of positive duration.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  iTie tival
  tigoto slur
  iOld = p4
  aEnvOn linseg 0, 0.05, 1
  slur:
  kFreq linseg iOld, 0.06, p4
  iOld = p4
  iPhase = (iTie == 1 ? -1 : 0)
  aSig oscili 0.2, kFreq, 1, iPhase
  kAmp linseg (iTie == 1 ? 1 : 0), 0.05, 1
  outs aSig * kAmp, aSig * kAmp * 0.6
endin

instr 2
  ihold
  aSig vco2 0.1, p4, 12
  aEnv linsegr 0, 0.05, 1, 0.2, 0
  outs aSig * aEnv * 0.3, aSig * aEnv
endin
</CsInstruments>
<CsScore>
f 1 0 8192 10 1 0.3
i 1.1 0    -1  200
i 1.1 0.3  -1  250
i 1.1 0.6  -1  300
i 1.1 0.9  0.3 200
i 1.2 0.2  -1  400
i 1.2 0.7  0.2 350
i 2.5 0.1  1   150
i 2.6 0.4  0.1 175
i -2.5 0.8 1
i -2.6 1.0 1
i 2 1.2 0.01 99
i -2 1.3 0
e
</CsScore>
</CsoundSynthesizer>
