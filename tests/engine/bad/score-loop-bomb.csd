expect score-loop-bomb.csd:13:1: error: this loop repeats its lines more than a million times
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
{ 100000 A
{ 1000 B
i 1 [$A] 0.1
}
}
</CsScore>
</CsoundSynthesizer>
