expect init-note.csd:11:6: error: oscili: Invalid ftable no. 99 (in instr 1)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = 1


  a1 oscili 1, 440, 99
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
