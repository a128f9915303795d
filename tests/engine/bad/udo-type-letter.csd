expect udo-type-letter.csd:7:16: error: 'X' is no type of an opcode's argument; the types are a, k,
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, k, kX
  kx, ky xin
  xout kx
endop
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
