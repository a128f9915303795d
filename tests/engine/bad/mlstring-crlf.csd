expect mlstring-crlf.csd:12:8: error: undefined variable 'kfoo' in instr 1
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
  kx = kfoo
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
