expect score-repeat-bare.csd:14:1: error: the r statement needs a number after it
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1
s
r
i 1 0 0.1
</CsScore>
</CsoundSynthesizer>
