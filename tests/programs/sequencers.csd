<CsoundSynthesizer>
; Clocks and sequences: metro, trigseq, seqtime, triglinseg, timek, lfo shapes,
; loopseg, lpshold, looptseg, samphold, sum.
<CsInstruments>
sr = 48000
ksmps = 24
nchnls = 2
0dbfs = 1

giNotes ftgen 1, 0, 8, -2, 60, 64, 67, 71, 72, 67, 65, 62
giTimes ftgen 2, 0, 4, -2, 2, 1, 1, 3
giSine ftgen 3, 0, 1024, 10, 1

instr 1
  kTick metro 11
  kKey init 60
  trigseq kTick, 0, 8, 0, giNotes, kKey
  kBeat seqtime 0.06, 0, 4, 0, giTimes
  kEnv triglinseg kBeat, 0.3, 0.1, 0
  aOne poscil kEnv, cpsmidinn(kKey)
  kLoop loopseg 3, 0, 0, 200, 0.3, 400, 0.7
  kHold lpshold 2, 0, 0, 1, 0.5, 2, 0.5
  kT looptseg 4, 0, 0, 0, 2, 1, 1, -2, 0.3, 0
  aTwo vco2 0.05 * kT, kLoop * kHold
  kSamp samphold lfo:k(100, 3.7, 1), kTick
  aThree poscil 0.05, 500 + kSamp + timek() % 10
  kSaw lfo 0.1, 5, 4
  kSquare lfo 0.1, 3, 3
  aFour poscil kSaw * kSquare, 1000
  outs sum(aOne, aTwo), aOne * 0.3 + aThree + aFour
endin
</CsInstruments>
<CsScore>
i 1 0 1.6
e
</CsScore>
</CsoundSynthesizer>
