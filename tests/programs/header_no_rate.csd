<CsoundSynthesizer>
; A header with ksmps but no sr: Csound takes 44100 Hz.
<CsInstruments>
ksmps = 16
nchnls = 2
0dbfs = 1

instr 1
  aSig poscil 0.2, sr / 200
  kStep = int(timeinsts() * 10)
  outs aSig, aSig * kStep / 10
endin
</CsInstruments>
<CsScore>
i 1 0 0.6
e
</CsScore>
</CsoundSynthesizer>
