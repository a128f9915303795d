expect type-nooverload.csd:8:25: error: too many arguments: 'oscili' does not take (number, number, number, number, number, number, number, number)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  k1 oscili 1, 2, 3, 4, 5, 6, 7, 8
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
