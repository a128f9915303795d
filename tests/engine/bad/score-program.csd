expect score-program.csd:11:1: error: <CsScore bin=...> runs a program and is not allowed
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore bin="perl">
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
