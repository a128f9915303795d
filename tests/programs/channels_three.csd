<CsoundSynthesizer>
; Three channels, with outc, outch and a channel number that changes.
<CsInstruments>
sr = 48000
ksmps = 48
nchnls = 3
0dbfs = 1

instr 1
  aSig poscil 0.2, p4
  outc aSig * 0.2, aSig * 0.4, aSig * 0.6
  kTo line 1, p3, 3.99
  outch int(kTo), aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.6 300
i 1 0.3 0.4 455
e
</CsScore>
</CsoundSynthesizer>
