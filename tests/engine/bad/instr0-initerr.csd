expect instr0-initerr.csd:7:5: error: table: could not find ftable 77 (in the header)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
gi1 table 3, 77
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
