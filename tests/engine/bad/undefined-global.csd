expect undefined-global.csd:8:8: error: undefined variable 'gkfoo' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kx = gkfoo * 2
  out a(kx)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
