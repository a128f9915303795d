expect score-bracket-word.csd:12:14: error: this cannot stand in a [ ] expression of a score
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 [2*pi]
</CsScore>
</CsoundSynthesizer>
