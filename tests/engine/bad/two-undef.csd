expect two-undef.csd:8:8: error: undefined variable 'kfoo' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = kfoo
  k2 = kbar
endin
instr 2
  k1 = kbaz
  a1 oscili "x", 3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
