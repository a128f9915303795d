expect udo-type-void.csd:7:13: error: 'v' is no type of an opcode's argument
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, void, i
  ix xin
endop
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
