expect score-table-generator.csd:12:1: warning: table 1: illegal gen number
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
f 1 0 1000 999 1
i 1 0 0.1
</CsScore>
</CsoundSynthesizer>
