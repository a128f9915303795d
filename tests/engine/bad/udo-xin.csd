expect udo-xin.csd:8:10: error: opcode foo is declared to take 'k', but its xin reads 'kk'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, k, k
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
