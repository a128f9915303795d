<CsoundSynthesizer>
; Convolution with tables made on the spot: ftconv, dconv, liveconv, and the
; cross2 of two sounds.
<CsInstruments>
sr = 44100
ksmps = 64
nchnls = 2
0dbfs = 1
seed 99

giDecay ftgen 1, 0, 8192, 5, 1, 8192, 0.001
giNoise ftgen 2, 0, 8192, 21, 1, 1
giShort ftgen 3, 0, 64, 7, 0, 8, 1, 16, -0.5, 40, 0
giHann ftgen 4, 0, 2048, 20, 2, 1

instr 1
  iNdx = 0
  while iNdx < 8192 do
    tablew table(iNdx, giNoise) * table(iNdx, giDecay), iNdx, giNoise
    iNdx += 1
  od
endin

instr 2
  aIn mpulse 0.3, 0.2
  aLong ftconv aIn, giNoise, 256
  aShort dconv aIn, 64, giShort
  kLoad metro 4
  aLive liveconv aIn, giNoise, 512, kLoad, 0
  aSaw vco2 0.2, 150
  aCross cross2 aSaw, aLong, 2048, 2, giHann, 0.7
  outs aLong * 0.5 + aShort, aLive * 0.3 + aCross
endin
</CsInstruments>
<CsScore>
i 1 0 0.01
i 2 0.02 1.2
e
</CsScore>
</CsoundSynthesizer>
