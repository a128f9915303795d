expect udo-csound7.csd:7:11: error: this is how Csound 7 defines opcodes
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo(ix:i):i
  xout ix
endop
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
