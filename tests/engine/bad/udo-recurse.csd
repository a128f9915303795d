expect udo-recurse.csd:9:5: error: opcode foo calls itself without end, which crashes Csound
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, i, i
 i1 xin
 i2 foo i1-1
 xout i2
endop
instr 1
 i1 foo 3
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
