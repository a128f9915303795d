<CsoundSynthesizer>
; The option --sample-accurate: score notes begin and end within a k-cycle.
<CsOptions>
--sample-accurate
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 128
nchnls = 2
0dbfs = 1

instr 1
  aSig poscil 0.2, p4, -1, 0.25
  aRamp line 1, p3, 0
  outs aSig, aRamp * 0.1
endin

instr 2
  aSig mpulse 0.5, 0.01
  aOut delay aSig, 0.0033
  outs aOut, aSig
endin
</CsInstruments>
<CsScore>
i 1 0      0.0101 500
i 1 0.0203 0.1007 300
i 1 0.1333 0.2    400
i 1 0.3001 0.0009 1000
i 2 0.3511 0.1234
i 2 0.50005 0.09
i 1 0.7    0.00001 700
e
</CsScore>
</CsoundSynthesizer>
