<CsoundSynthesizer>
; Filters one after the other on the same noise and saw: tone, atone, reson,
; areson, butter, moog, lpf18, svfilter, statevar, rezzy, bqrez, resonz, mode,
; lowpass2, pareq, rbjeq, eqfil, K35, diode, zdf, hilbert, phaser.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  aNoise rand 0.2
  aSaw vco2 0.2, 110
  aIn = aNoise * 0.5 + aSaw
  kCut expon 300, p3, 4000
  iKind = p4
  if iKind == 0 then
    aOut tone aIn, kCut
    aOut atone aOut, 100
    aOut reson aOut, kCut, 200, 1
    aOut areson aOut, 500, 50, 1
  elseif iKind == 1 then
    aOut butterlp aIn, kCut
    aOut butterhp aOut, 80
    aOut butterbp aOut, kCut, 900
    aOut butterbr aOut, 440, 50
  elseif iKind == 2 then
    aOut moogladder aIn, kCut, 0.6
    aOut += moogvcf(aIn, kCut, 0.4) * 0.5
    aOut += moogvcf2(aIn, kCut, 0.5) * 0.5
  elseif iKind == 3 then
    aOut lpf18 aIn, kCut, 0.4, 0.5
    aTwo rezzy aIn, kCut, 8
    aThree bqrez aIn, kCut, 5
    aOut = aOut * 0.5 + aTwo * 0.05 + aThree * 0.1
  elseif iKind == 4 then
    aLow, aHigh, aBand svfilter aIn, kCut, 10
    aHp, aLp, aBp, aBr statevar aIn, kCut, 4
    aOut = (aLow + aBand + aHp + aBp + aBr) * 0.1
  elseif iKind == 5 then
    aOut resonz aIn, kCut, 100
    aOut += mode(aIn * 0.02, kCut, 40)
    aOut += lowpass2(aIn, kCut, 10) * 0.1
    aOut *= 0.05
  elseif iKind == 6 then
    aOut pareq aIn, kCut, 3, 0.7
    aOut rbjeq aOut, 800, 0.5, 2, 1, 8
    aOut eqfil aOut, kCut, 100, 2
    aOut dcblock2 aOut * 0.2
  elseif iKind == 7 then
    aOut K35_lpf aIn, kCut, 4
    aOut += diode_ladder(aIn, kCut, 4) * 0.3
    aOut += zdf_2pole(aIn, kCut, 2)
    aOut += zdf_ladder(aIn, kCut, 3) * 0.3
    aOut *= 0.3
  else
    aRe, aIm hilbert aIn
    aOut = aRe * poscil(0.5, 50) - aIm * poscil(0.5, 50, -1, 0.25)
    aOut phaser1 aOut, kCut, 6, 0.4
    aOut phaser2 aOut, 800, 0.5, 4, 2, 0.5, 0.3
    aOut *= 0.2
  endif
  aEnv linen 0.5, 0.01, p3, 0.02
  outs aOut * aEnv, aOut * aEnv * 0.6
endin
</CsInstruments>
<CsScore>
{ 9 KIND
i 1 [$KIND * 0.2] 0.2 $KIND
}
e
</CsScore>
</CsoundSynthesizer>
