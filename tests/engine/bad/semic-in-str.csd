expect semic-in-str.csd:9:7: error: undefined variable 'kfoo' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 S1 = "a;b"
 k1 = kfoo
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
