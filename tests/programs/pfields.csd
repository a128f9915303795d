<CsoundSynthesizer>
; p-fields: pcount, pindex, passign, pset, a p3 that the note changes itself,
; fields that the score leaves out, a fractional p1.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  pset 0, 0, 0, 0.1, 440, 0.5
  aSig poscil p4, p5
  outs aSig * p6, aSig * (1 - p6)
endin

instr 2
  iCount pcount
  iSum = 0
  iNdx = 4
  while iNdx <= iCount do
    iSum += pindex(iNdx)
    iNdx += 1
  od
  p3 = p3 / 2
  aSig poscil 0.1, iSum
  outs aSig, aSig
endin

instr 3
  iArgs[] passign 4
  iOne, iTwo passign 4
  aSig poscil iOne, iTwo + iArgs[2]
  aEnv line 1, p3, 0
  outs aSig, aEnv * frac(p1)
endin
</CsInstruments>
<CsScore>
i 1 0 0.3
i 1 0.2 0.3 0.2 300 0.9
i 2 0.4 0.6 100 50 25 12.5 6 3 2 1
i 2 0.7 0.6 100
i 3.25 0.8 0.2 0.1 300 50
i 3.5 1 0.1 0.1 200 17 18
e
</CsScore>
</CsoundSynthesizer>
