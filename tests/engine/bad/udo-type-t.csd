expect udo-type-t.csd:7:13: error: 't' is no type of an opcode's argument
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, t, i
  ix xin
  xout ix
endop
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
