expect score-bracket-open.csd:12:7: error: this [ is never closed in its line
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
i 1 0 [3+4
</CsScore>
</CsoundSynthesizer>
