<CsoundSynthesizer>
; A header with sr and kr in place of ksmps, and a control rate that is heard.
<CsInstruments>
sr = 44100
kr = 882
nchnls = 2
0dbfs = 1

instr 1
  kLfo oscil 50, 7, 1
  aSig oscil3 0.2, 300 + kLfo, 1
  kNoise randh 0.05, kr / 4
  outs aSig + kNoise, aSig * (ksmps / 100)
endin
</CsInstruments>
<CsScore>
f 1 0 8192 10 1
i 1 0 0.7
e
</CsScore>
</CsoundSynthesizer>
