expect goto-label-other-instr.csd:12:9: error: there is no label 'here' in instr 2
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
here:
  k1 = 1
endin
instr 2
  igoto here
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
