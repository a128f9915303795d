expect ftgen-gen10.csd:7:5: error: too few arguments for 'ftgen' (number, number, number, number)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
gi1 ftgen 0, 0, 1024, 10
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
