<CsoundSynthesizer>
; A release that outlives the last section's last note, then an empty section
; and an end: where does the sound stop?
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1
instr 1
  aEnv linsegr 0, 0.02, 1, 0.1, 0.5, 0.4, 0
  aSig oscili aEnv * 0.3, p4
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.3 500
i 1 0.4 0.2 600
s
i 1 0 0.3 400
s
s
e
</CsScore>
</CsoundSynthesizer>
