expect embedded-file-hangs.csd:8:1: error: <CsFile> makes Csound 6 hang
<CsoundSynthesizer>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsFile filename="x.txt">
hello
</CsFile>
</CsoundSynthesizer>
