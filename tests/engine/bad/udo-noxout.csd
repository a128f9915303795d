expect udo-noxout.csd:7:1: error: opcode foo is declared to give 'k', but it has no xout
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, k, k
 k1 xin
endop
instr 1
 k1 foo 2
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
