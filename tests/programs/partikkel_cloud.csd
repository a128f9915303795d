<CsoundSynthesizer>
; partikkel with its masks, trainlets and four waveforms, and partikkelsync
; that times another sound.
<CsInstruments>
sr = 48000
ksmps = 20
nchnls = 2
0dbfs = 1

giSine ftgen 1, 0, 4096, 10, 1
giCosine ftgen 2, 0, 8193, 9, 1, 1, 90
giWave ftgen 3, 0, 8192, 10, 1, 0.5, 0.25
giRise ftgen 4, 0, 4097, 7, 0, 4096, 1
giFall ftgen 5, 0, 4097, 7, 1, 4096, 0
giFlat ftgen 6, 0, 16, -2, 0, 0, 1
giGains ftgen 7, 0, 16, -2, 0, 2, 1, 0.5, 0
giChans ftgen 8, 0, 16, -2, 0, 3, 0, 0.5, 1, 0.5
giWaveMix ftgen 9, 0, 64, -2, 0, 1, 1, 0.5, 0, 0, 0.3, 0, 1, 0, 0, 0.3
giFreqs ftgen 10, 0, 16, -2, 0, 1, 1, 1.5

instr 1
  aSync init 0
  aWavFm init 0
  aPos init 0
  kRate line 15, p3, 60
  aL, aR partikkel kRate, 0, -1, aSync, 0.2, -1, giRise, giFall, 0.5, 0.5, \
    25, 0.2, giGains, 440, 0.3, giFreqs, giFreqs, aWavFm, -1, -1, giCosine, \
    220, 8, 0.6, giChans, 0, giWave, giSine, giWave, giSine, giWaveMix, \
    aPos, aPos, aPos, aPos, 1, 2, 3, 0.5, 100, 7
  aPulse, aPhase partikkelsync 7
  aTick reson aPulse * 0.5, 1500, 50
  outs aL + aTick * 0.2, aR + aPhase * 0.02
endin
</CsInstruments>
<CsScore>
i 1 0 1.5
e
</CsScore>
</CsoundSynthesizer>
