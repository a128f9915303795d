<CsoundSynthesizer>
; Level and analysis: rms, gain, balance, follow, follow2, compress, dam,
; limit, clip, pitchamdf, ptrack, integ, diff, downsamp, max_k.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  kEnv loopseg 4, 0, 0, 0.01, 0.2, 1, 0.3, 0.1, 0.5
  aEnv interp kEnv
  aSrc vco2 0.3, p4
  aSrc = aSrc * aEnv
  kRms rms aSrc
  aGain gain rand:a(0.1), kRms
  aBal balance poscil:a(1, p4 * 2), aSrc
  aFol follow aSrc, 0.02
  aFol2 follow2 aSrc, 0.01, 0.1
  aComp compress aSrc, aSrc, -60, 40, 50, 4, 0.01, 0.1, 0.02
  aDam dam aSrc, 0.2, 0.5, 1, 0.01, 0.1
  aClip clip aSrc, 1, 0.1
  aOut1 = aGain * 0.2 + aBal * 0.2 + aComp * 0.3
  aOut2 = aDam * 0.3 + aClip + poscil:a(0.1, 900) * aFol + aFol2 * 0.1
  outs aOut1, limit(aOut2, -0.4, 0.5)
endin

instr 2
  aSrc poscil 0.3, linseg:k(200, p3, 400)
  kCps, kAmp pitchamdf aSrc, 100, 600
  kPtr, kLev ptrack aSrc, 512
  aInt integ aSrc
  aDif diff aSrc
  kDown downsamp aSrc, 8
  kPeak max_k aSrc, metro(20), 1
  aOne poscil 0.1, kCps
  aTwo poscil 0.1 * kPeak, kPtr * 1.5
  outs aOne + aDif, aTwo + aInt * 0.01 + a(kDown) * 0.1
endin
</CsInstruments>
<CsScore>
i 1 0 0.8 150
i 2 0.6 0.8
e
</CsScore>
</CsoundSynthesizer>
