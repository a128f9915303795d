expect score-brace-stray.csd:13:1: error: '}' closes nothing: there is no '{' before it
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
i 1 0 0.1 4
}
</CsScore>
</CsoundSynthesizer>
