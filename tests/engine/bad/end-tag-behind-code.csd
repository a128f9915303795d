expect end-tag-behind-code.csd:7:9: error: </CsInstruments> must be at the beginning of its line
<CsoundSynthesizer>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
gi1 = 1 </CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
