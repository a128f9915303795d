expect char-umlaut.csd:8:10: error: character 'ä' (U+00E4) has no meaning outside of
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = 2+ärke ; ä is good here
  S1 = "ä"
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
