expect undefined-func.csd:8:16: error: undefined variable 'iamp' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kx = oscil:k(iamp, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
