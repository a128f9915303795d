<CsoundSynthesizer>
; 96000 Hz and k-cycles of one frame: arithmetic at control rate is audio.
<CsInstruments>
sr = 96000
ksmps = 1
nchnls = 2
0dbfs = 1

instr 1
  kPhase init 0
  kPhase = frac(kPhase + p4 / sr)
  kY1 init 0
  kX = 2 * kPhase - 1
  kY1 = kY1 + 0.05 * (kX - kY1)
  aSig upsamp kX
  aLow upsamp kY1
  outs aSig * 0.1, aLow * 0.3
endin
</CsInstruments>
<CsScore>
i 1 0 0.3 440
i 1 0.25 0.25 331
e
</CsScore>
</CsoundSynthesizer>
