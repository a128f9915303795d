expect no-synthesizer.csd:2:1: error: no <Cs
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 1
</CsScore>
