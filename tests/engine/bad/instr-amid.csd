expect instr-amid.csd:7:11: error: a ',' or an operator is missing before 'instr'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
gk1 init 3instr 2
kf chnget "f"
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
