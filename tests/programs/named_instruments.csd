<CsoundSynthesizer>
; Named instruments and their numbers (nstrnum), lists of names, an instrument
; with a number and a name, fractional instances of a name, nstrstr.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 10, Tenor, 12
  aSig vco2 0.1, p4 + 10 * (int(p1) % 5)
  aEnv linseg 1, p3, 0
  outs aSig * aEnv, aSig * aEnv * 0.5
endin

instr Caller
  iNumber nstrnum "Hidden"
  schedule iNumber, 0, p3, 300
  schedule iNumber + 0.1, p3, p3, 350
  schedule nstrnum("Tenor"), p3 / 2, p3, 200
  SName nstrstr iNumber
  iLen strlen SName
  aSig poscil 0.1, 100 * iLen
  outs aSig, aSig
endin

instr Hidden
  aSig poscil 0.2, p4
  outs aSig * 0, aSig
endin

instr +Late
  aSig pluck 0.3, p4, p4, 0, 1
  outs aSig, aSig * frac(p1) * 5
endin
</CsInstruments>
<CsScore>
i "Caller" 0 0.3
i 10 0.2 0.3 100
i 12 0.4 0.3 100
i "Tenor" 0.6 0.3 100
i "Late" 0.7 0.4 150
i "Hidden" 0.8 0.4 444
e
</CsScore>
</CsoundSynthesizer>
