<CsoundSynthesizer>
; Spectra in arrays: shiftin, window, rfft, mags, rifft, shiftout, elements
; changed in place; two-dimensional arrays and dot.
<CsInstruments>
sr = 44100
ksmps = 64
nchnls = 2
0dbfs = 1

instr 1
  iSize = 512
  kIn[] init iSize
  kOut[] init iSize
  kWin[] init iSize
  kCount init 0
  aSig vco2 0.3, p4
  kIn shiftin aSig
  kCount += ksmps
  if kCount >= iSize then
    kWin window kIn, 0
    kSpec[] rfft kWin
    kMags[] mags kSpec
    kPower = sumarray(kMags)
    kNdx = 40
    while kNdx < iSize do
      kSpec[kNdx] = kSpec[kNdx] * 0.2
      kNdx += 1
    od
    kOut rifft kSpec
    kCount = 0
  endif
  aOut shiftout kOut
  aTest poscil 0.05, 200 + kPower * 5
  outs aOut, aTest
endin

instr 2
  iA[][] init 2, 2
  iB[][] init 2, 2
  iA fillarray 1, 2, 3, 4
  iB fillarray 0.5, -1, 2, 1
  iDot[] fillarray 1, 2, 3
  iOther[] fillarray 4, 5, 6
  iSum = dot(iDot, iOther)
  aSig poscil 0.1, 100 * iA[1][0] + iB[1][1] * 10 + iSum
  outs aSig, -aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.7 172
i 2 0.5 0.5
e
</CsScore>
</CsoundSynthesizer>
