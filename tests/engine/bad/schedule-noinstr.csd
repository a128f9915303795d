expect schedule-noinstr.csd:7:10: warning: there is no instrument '77'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
schedule 77, 0, 1
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
