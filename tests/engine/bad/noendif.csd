expect noendif.csd:8:3: error: missing endif: this 'if' is still open at 'endin' in line 11
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  if p4 == 1 then
    kx = 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
