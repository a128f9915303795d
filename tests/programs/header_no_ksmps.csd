<CsoundSynthesizer>
; A header with sr but neither ksmps nor kr: Csound takes what comes nearest to
; its usual kr of 4410 Hz, here eleven frames.
<CsInstruments>
sr = 48000
nchnls = 2
0dbfs = 1

instr 1
  kCount init 0
  kCount += 1
  aSig poscil 0.2, 100 + kCount / 10
  outs aSig, aSig * ksmps / 20
endin
</CsInstruments>
<CsScore>
i 1 0 0.6
i 1 0.2 0.3
e
</CsScore>
</CsoundSynthesizer>
