expect noendop.csd:7:1: error: missing endop: opcode foo is still open where 'instr' stands in line 10
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode foo, k, k
  kx xin
  xout kx
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
