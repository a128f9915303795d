expect mlstring-err.csd:12:8: error: syntax error: '=' cannot stand here
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  S1 = {{
 one
 two
 }}
  kx = = 3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
