expect truncated-score.csd:8:1: error: the file is cut short: this section has no </CsScore>
<CsoundSynthesizer>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 1
