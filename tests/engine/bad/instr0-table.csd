expect instr0-table.csd:7:7: error: ftgen: Failed to open file nothere.wav (in the header)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
giTab ftgen 1, 0, 0, 1, "nothere.wav", 0, 0, 0
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
