expect unknown-fn2.csd:8:8: error: unknown function 'oscilli'; did you mean 'oscili'?
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 = oscilli:k(3, 4)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
