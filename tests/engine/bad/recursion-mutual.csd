expect recursion-mutual.csd:13:6: error: opcode ping calls itself without end, which crashes Csound
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
opcode ping, i, i
  i1 xin
  xout pong(i1)
endop
opcode pong, i, i
  i1 xin
  i2 ping i1
  xout i2
endop
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
