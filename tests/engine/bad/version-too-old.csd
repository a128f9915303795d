expect version-too-old.csd:3:1: error: <CsVersion> asks for an older Csound than 6.18
<CsoundSynthesizer>
<CsVersion>
Before 4.0
</CsVersion>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
</CsoundSynthesizer>
