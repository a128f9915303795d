expect score-brace-in-string.csd:12:13: error: '{' repeats lines, in strings as well: a number must follow it
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
i 1 0 0.1 "a{b"
</CsScore>
</CsoundSynthesizer>
