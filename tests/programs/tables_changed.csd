<CsoundSynthesizer>
; Tables written and read while they sound: tablew at i, k and a rate,
; tablecopy, tablemix, ftmorf, ftgentmp, ftgenonce, ftlen, tablexkt, vco2ft.
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1

giA ftgen 1, 0, 256, 10, 1
giB ftgen 2, 0, 256, 10, 1, 1, 1, 1
giC ftgen 3, 0, 256, 7, -1, 256, 1
giList ftgen 4, 0, -3, -2, 1, 2, 3
giMorph ftgen 5, 0, 256, 10, 0
giNext vco2init 1, 100
giBuffer ftgen 6, 0, 16384, 2, 0

instr 1 ; morphing
  kIndex line 0, p3, 2
  ftmorf kIndex, giList, giMorph
  aSig oscili 0.2, 150, giMorph
  outs aSig, aSig
endin

instr 2 ; a table of its own, changed sample by sample at init
  iTable ftgentmp 0, 0, 512, 10, 1
  iOnce ftgenonce 0, 0, 512, 10, 0, 1
  iNdx = 0
  while iNdx < 512 do
    iValue table iNdx, iTable
    tablew iValue * (1 - iNdx / 1024), iNdx, iTable
    iNdx += 7
  od
  aOne oscil 0.1, p4, iTable
  aTwo oscil 0.1, p4, iOnce
  iLen = ftlen(iTable)
  aEnv linseg 0, 0.01, iLen / 512, p3 - 0.02, 1, 0.01, 0
  outs aOne * aEnv, aTwo * aEnv
endin

instr 3 ; records into a table
  aIn poscil 0.5, 311
  aNdx phasor sr / 16384
  tablew aIn, aNdx, giBuffer, 1
endin

instr 4 ; plays it back, slower, with windowed interpolation
  aNdx phasor sr / 16384 * 0.75
  aSig tablexkt aNdx, giBuffer, 0.9, 8, 1
  outs aSig * 0.3, aSig * 0.3
endin

instr 5 ; mixes and copies at control rate
  kOnce init 0
  if kOnce == 0 then
    tablecopy giB, giC
    tablemix giA, 0, 256, giC, 0, 0.5, giA, 64, 0.25
    kOnce = 1
  endif
  kPos line 0, p3, 255
  tablew 0.5, kPos, giA
  aSig oscil 0.15, 200, giA
  outs aSig, aSig
endin

instr 6
  kTable vco2ft p4, 0
  aSig oscilikt 0.1, p4, kTable
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.5
i 2 0.2 0.4 200
i 2 0.5 0.4 301
i 3 0 0.4
i 4 0.4 0.8
i 5 1 0.5
i 6 1.2 0.3 333
e
</CsScore>
</CsoundSynthesizer>
