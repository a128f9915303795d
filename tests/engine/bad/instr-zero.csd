expect instr-zero.csd:7:1: error: instr 0 is the code outside of instruments and cannot be defined
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 0
 k1 = 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
