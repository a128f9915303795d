expect ftgen-args.csd:7:5: error: too few arguments for 'ftgen' (number, number)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
gi1 ftgen 0, 0
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
