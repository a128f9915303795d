<CsoundSynthesizer>
; Five channels, addressed one by one.
<CsInstruments>
sr = 44100
ksmps = 25
nchnls = 5
0dbfs = 1

instr 1
  aSig vco2 0.1, p4, 12
  kNdx = 1
  while kNdx <= 5 do
    outch kNdx, aSig / kNdx
    kNdx += 1
  od
endin
</CsInstruments>
<CsScore>
i 1 0 0.4 140
i 1 0.3 0.4 210
e
</CsScore>
</CsoundSynthesizer>
