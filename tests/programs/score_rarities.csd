<CsoundSynthesizer>
; Rare score statements: q mutes, v and b shift times, x skips a section's
; rest, d ends a held note, C turns carrying off; p-fields of many forms.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  aSig poscil p4, p5
  aEnv linenr 1, 0.01, 0.05, 0.01
  outs aSig * aEnv, aSig * aEnv * 0.5
endin

instr 2
  aSig vco2 0.1, p4 + p5
  outs aSig * 0.1, aSig
endin
</CsInstruments>
<CsScore>
f 0 0.2
i 1 0 0.2 1e-1 4.4E+2
i1 .2 .2 .1 +330
i 1 0.1 -1 .05 660
d 1 0.45 0 0 0
q 2 0 0
i 2 0.2 0.2 200 0
s
q 2 0 1
v 0.5
i 2 0.2 0.4 200 10
i 2 0.6 0.4 250
C 0
i 2 1 0.4 150 20
i 2 1.4 0.2 170 1
v 1
b 0.1
i 1 0 0.1 0.2 880
s
i 1 0 0.2 0.2 550
x
i 1 0.2 5 0.2 500
s
i 1 0 0.1 0.2 220
e
</CsScore>
</CsoundSynthesizer>
