expect udo-type-optional-array.csd:7:16: error: 'o[]' is no type of an opcode's argument
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, i, o[]
  ix[] xin
  xout 1
endop
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
