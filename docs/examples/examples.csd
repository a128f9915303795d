; The program that the examples of docs/methods.txt play in.
<CsoundSynthesizer>
<CsInstruments>
sr = 48000
ksmps = 64
nchnls = 2
0dbfs = 1

; A tone whose level and pitch are p4 and p5
instr 1
  kamp = p4
  kfreq = p5 > 0 ? p5 : 440
  asig = oscili:a(kamp, kfreq) * linsegr:a(0, 0.01, 1, 0.05, 0)
  outs asig, asig
endin

instr lead
  kamp = p4
  asig = vco2:a(kamp, 220) * linsegr:a(0, 0.01, 1, 0.1, 0)
  outs asig, asig
endin
</CsInstruments>
</CsoundSynthesizer>
