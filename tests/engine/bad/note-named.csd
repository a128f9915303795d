expect note-named.csd:8:7: error: oscili: Invalid ftable no. 77 (in instr Pluck)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr Pluck
  out oscili:a(0.1, 440, 77)
endin
</CsInstruments>
<CsScore>
i "Pluck" 0 0.1
</CsScore>
</CsoundSynthesizer>
