<CsoundSynthesizer>
; sr, kr and ksmps together, an odd order, a comment in between.
<CsInstruments>
nchnls = 2 ; two
ksmps  = 10
/* the rates */ sr = 48000
kr     = 4800

instr 1
  aSig vco2 8000, p4
  aOut lowpass2 aSig, 1200, 8
  outs aOut * 0.1, aSig * 0.3
endin
</CsInstruments>
<CsScore>
i 1 0 0.4 110
i 1 0.2 0.4 165
</CsScore>
</CsoundSynthesizer>
