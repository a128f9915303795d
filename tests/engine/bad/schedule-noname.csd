expect schedule-noname.csd:7:10: warning: there is no instrument 'Nope'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
schedule "Nope", 0, 1
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
