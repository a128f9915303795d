expect undefined-if.csd:8:6: error: undefined variable 'kgate' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  if kgate == 1 then
    kx = 1
  endif
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
