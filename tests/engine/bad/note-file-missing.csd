expect note-file-missing.csd:10:6: error: diskin2: nothere.wav: failed to open file (No Error.) (in instr 1)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  /* a comment
  */
  aL diskin2 "nothere.wav", 1
  out aL
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
