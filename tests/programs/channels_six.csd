<CsoundSynthesizer>
; Six channels with outh; vbap over them, as in a ring of loudspeakers.
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 6
0dbfs = 1

vbaplsinit 2, 6, 0, 60, 120, 180, 240, 300

instr 1
  aSig vco2 0.2, p4, 12
  kTurn line 0, p3, 360
  a1, a2, a3, a4, a5, a6 vbap aSig, kTurn, 0, 10
  outh a1, a2, a3, a4, a5, a6
endin
</CsInstruments>
<CsScore>
i 1 0 0.8 180
i 1 0.2 0.8 270
e
</CsScore>
</CsoundSynthesizer>
