<CsoundSynthesizer>
; Sections (s) with their own tempo, the advance statement (a), a dummy f that
; pads a section, a base time (b), a table that lives from section to section.
<CsInstruments>
sr = 48000
ksmps = 16
nchnls = 2
0dbfs = 1

gkSection init 0

instr 1
  aSig oscil p4, cpspch(p5), 1
  aEnv linseg 0, 0.01, 1, p3 - 0.02, 1, 0.01, 0
  outs aSig * aEnv, aSig * aEnv * 0.5
endin
</CsInstruments>
<CsScore>
f 1 0 2048 10 1 0.3 0 0.2
t 0 120
i 1 0 0.5 0.2 8.00
i 1 0.5 0.5 0.2 8.04
f 0 1.5
s
t 0 60 1 240
i 1 0 0.5 0.2 8.07
i 1 0.5 0.5 0.2 9.00
b 1
i 1 0 1 0.1 7.00
b 0
s
a 0 0 0.5
i 1 0.5 0.25 0.2 8.02
i 1 0.75 0.25 0.2 8.05
f 0 1.1
s
i 1 0 0.2 0.3 7.07
e
</CsScore>
</CsoundSynthesizer>
