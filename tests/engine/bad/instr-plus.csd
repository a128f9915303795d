expect instr-plus.csd:8:7: error: undefined variable 'kfoo' in instr +foo
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr +foo
 k1 = kfoo
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
