expect char-brace.csd:9:3: error: character '}' has no meaning outside of
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  S1 = {{}}
  }}
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
