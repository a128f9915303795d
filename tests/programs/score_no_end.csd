<CsoundSynthesizer>
; A score without e that ends in blank lines and a comment; notes overlap and
; the last one to start is not the last to end.
<CsInstruments>
sr = 44100
ksmps = 100
nchnls = 2
0dbfs = 1
instr 1
  aSig buzz 0.2, p4, 12, 1
  kPan line 0, p3, 1
  aL, aR pan2 aSig, kPan
  outs aL, aR
endin
</CsInstruments>
<CsScore>
f 1 0 16384 10 1
i 1 0 1.237 110
i 1 0.3 0.2 165.3
i 1 0.9 0.1 220


; nothing follows

</CsScore>
</CsoundSynthesizer>
