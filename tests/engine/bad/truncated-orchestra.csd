expect truncated-orchestra.csd:3:1: error: the file is cut short: this section has no </CsInstruments>
<CsoundSynthesizer>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
