<CsoundSynthesizer>
; Arrays at i and k rate: fillarray, genarray, maparray, sumarray, minarray,
; maxarray, scalearray, slicearray, lenarray, copyf2array, copya2ftab,
; arithmetic on whole arrays, two dimensions, arrays into and out of opcodes.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giTable ftgen 1, 0, 8, -2, 1, 2, 3, 4, 5, 6, 7, 8
giOut ftgen 2, 0, 8, -2, 0
giScale[] fillarray 60, 62, 64, 65, 67, 69, 71, 72

opcode Mean, i, i[]
  iIn[] xin
  xout sumarray(iIn) / lenarray(iIn)
endop

opcode Doubled, k[], k[]
  kIn[] xin
  kOut[] = kIn * 2
  xout kOut
endop

instr 1
  iSeries[] genarray 1, 5
  iSquares[] = iSeries * iSeries
  iRoots[] maparray iSquares, "sqrt"
  iPart[] slicearray giScale, 2, 5
  iFrom[] init 8
  copyf2array iFrom, giTable
  iMean Mean iRoots
  iLow minarray iPart
  iHigh maxarray iPart
  aOne poscil 0.1, cpsmidinn(iLow)
  aTwo poscil 0.1, cpsmidinn(iHigh) + iMean
  aThree poscil 0.05, 100 * iFrom[4] + iSquares[3]
  outs aOne + aThree, aTwo
endin

instr 2
  kGrid[][] init 3, 4
  kRow = 0
  while kRow < 3 do
    kCol = 0
    while kCol < 4 do
      kGrid[kRow][kCol] = 100 * (kRow + 1) + 17 * kCol
      kCol += 1
    od
    kRow += 1
  od
  kVals[] fillarray 0.3, 0.1, 0.4, 0.2
  kTwice[] Doubled kVals
  scalearray kTwice, 0.01, 0.1
  kStep = int(line:k(0, p3, 3.99))
  aOne poscil kTwice[kStep], kGrid[1][kStep]
  aTwo poscil sumarray(kVals) * 0.1, kGrid[2][3 - kStep]
  copya2ftab kVals, giOut
  kBack tab 2, giOut
  aThree poscil kBack * 0.2, kGrid[0][0]
  outs aOne + aThree, aTwo
endin

instr 3
  kArr[] init 16
  kNdx init 0
  kArr[kNdx] = 0.5 + 0.5 * sin(kNdx)
  kNdx = (kNdx + 1) % 16
  kMin minarray kArr
  kMax, kWhere maxarray kArr
  aSig poscil 0.1 * kMax + kMin, 200 + 20 * kWhere
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.5
i 2 0.2 0.6
i 3 0.6 0.6
e
</CsScore>
</CsoundSynthesizer>
