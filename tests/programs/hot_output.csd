<CsoundSynthesizer>
; Samples beyond full scale: Csound writes them as they are to a float file.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  aSig poscil p4, 200
  outs aSig, aSig * -1.1
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 0.8
i 1 0.2 0.3 1.5
i 1 0.4 0.3 1
e
</CsScore>
</CsoundSynthesizer>
