expect init-note2.csd:11:6: error: oscili: Invalid ftable no. 99 (in instr Foo)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr Foo
  /* x
  */
  k1 = 1
  a1 oscili 1, 440, 99
endin
schedule "Foo", 0, 1
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
