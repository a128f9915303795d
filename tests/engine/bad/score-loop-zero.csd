expect score-loop-zero.csd:12:1: error: '{' repeats lines, in strings as well: a number must follow it
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
{ 0 X
i 1 0 0.1
}
</CsScore>
</CsoundSynthesizer>
