expect two-instruments-same-name.csd:13:22: error: undefined variable 'kfreq' in instr 2: the one in instr 1 is local to it (global names begin with g)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  kfreq = 440
  out oscili:a(0.1, kfreq)
endin
instr 2
  kamp = 1
  out oscili:a(kamp, kfreq)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
