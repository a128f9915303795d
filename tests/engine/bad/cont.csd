expect cont.csd:11:8: error: undefined variable 'kfoo' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  a1 oscili \
     1, \
     440
  kx = kfoo
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
