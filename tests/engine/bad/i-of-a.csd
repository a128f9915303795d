expect i-of-a.csd:9:9: error: type mismatch: 'i' does not take (audio)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 a1 = 0
 i1 = i(a1)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
