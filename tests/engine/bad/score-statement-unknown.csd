expect score-statement-unknown.csd:12:1: warning: score: unknown statement 'h', ignored
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
hello
i 1 0 0.1
</CsScore>
</CsoundSynthesizer>
