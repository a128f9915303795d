expect func-type.csd:8:16: error: type mismatch: 'oscili' does not take (string, number)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 a1 = oscili:a("x", 440)
 out a1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
