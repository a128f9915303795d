expect instr-40000.csd:7:7: error: instrument numbers above 32767 crash Csound 6
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 40000
 k1 = 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
