<CsoundSynthesizer>
; One channel, with out, outc and outch.
<CsInstruments>
sr = 44100
ksmps = 1
nchnls = 1
0dbfs = 1

instr 1
  aSig vco2 0.2, p4, 4, 0.3
  aEnv linen 1, 0.02, p3, 0.05
  out aSig * aEnv
  outc aSig * 0.1
  outch 1, aEnv * 0.01
endin
</CsInstruments>
<CsScore>
i 1 0 0.4 100
i 1 0.3 0.4 133.33
e
</CsScore>
</CsoundSynthesizer>
