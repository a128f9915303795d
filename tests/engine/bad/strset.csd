expect strset.csd:9:18: error: type mismatch: 'loscil' does not take (number, number, string)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 S1 strget 99
 a1 loscil 1, 1, S1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
