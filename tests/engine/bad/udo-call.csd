expect udo-call.csd:12:6: error: too few arguments for 'foo' (number)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, k, kk
  kx, ky xin
  xout kx
endop
instr 1
  k1 foo 3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
