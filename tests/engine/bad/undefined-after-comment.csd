expect undefined-after-comment.csd:12:11: error: undefined variable 'kfreq' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
/* one
   two
   three */
instr 1
  /* x
  */ kx = kfreq + 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
