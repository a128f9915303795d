expect two-instr.csd:8:7: error: undefined variable 'kfoo' in instr 1, 2, foo
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1, 2, foo
 k1 = kfoo
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
