expect udo-xout.csd:9:3: error: opcode foo is declared to give 'kk', but its xout gives 'k'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, kk, k
  kx xin
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
