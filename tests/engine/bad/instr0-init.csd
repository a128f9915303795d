expect instr0-init.csd:7:7: error: ftgen: illegal gen number (in the header)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
giTab ftgen 1, 0, 1000, 999, 1
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
