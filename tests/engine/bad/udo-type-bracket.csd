expect udo-type-bracket.csd:7:13: error: '[]' is no type of an opcode's argument
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, [], i
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
