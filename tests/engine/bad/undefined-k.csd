expect undefined-k.csd:10:8: error: undefined variable 'kfreq' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 16
instr 1
  kx = kfreq + 1
  a1 oscili 0.1, kx
  out a1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
