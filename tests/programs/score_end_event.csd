<CsoundSynthesizer>
; The orchestra ends the performance before the score does, by an e event.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  aSig poscil 0.2, 300
  outs aSig, aSig
  if timeinsts() > 0.7 then
    event "e", 0, 0
  endif
endin
</CsInstruments>
<CsScore>
i 1 0 2
e
</CsScore>
</CsoundSynthesizer>
