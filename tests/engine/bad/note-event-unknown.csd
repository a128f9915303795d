expect note-event-unknown.csd:8:16: warning: there is no instrument 'Nobody'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  event_i "i", "Nobody", 0, 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
