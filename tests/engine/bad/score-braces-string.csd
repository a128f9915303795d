expect score-braces-string.csd:12:11: error: a score takes no {{ }} strings: use ""
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
i 1 0 0.1 {{hello}}
</CsScore>
</CsoundSynthesizer>
