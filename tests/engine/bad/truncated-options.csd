expect truncated-options.csd:3:1: error: the file is cut short: this section has no </CsOptions>
<CsoundSynthesizer>
<CsOptions>
-n
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
</CsoundSynthesizer>
