<CsoundSynthesizer>
; A lone f 0 3 keeps the performance alive; the music is scheduled by the
; orchestra, and there is no e.
<CsInstruments>
sr = 44100
ksmps = 441
nchnls = 2
0dbfs = 1

schedule "Bell", 0.1, 1, 300
schedule "Bell", 0.7, 1.5, 412.5
alwayson "Room"
gaSend init 0

instr Bell
  aMod poscil p4 * 2, p4 * 1.414
  aEnv expseg 0.001, 0.01, 0.3, p3 - 0.01, 0.001
  aSig poscil aEnv, p4 + aMod
  gaSend += aSig
  outs aSig, aSig
endin

instr Room
  aL, aR freeverb gaSend, gaSend, 0.8, 0.4
  outs aL * 0.3, aR * 0.3
  gaSend = 0
endin
</CsInstruments>
<CsScore>
f 0 3
</CsScore>
</CsoundSynthesizer>
