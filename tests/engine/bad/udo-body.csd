expect udo-body.csd:9:7: error: undefined variable 'kzz' in opcode foo
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, k, k
 kx xin
 ky = kzz
 xout ky
endop
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
