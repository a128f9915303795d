expect until.csd:9:2: error: missing od: this 'until' is still open at 'endin' in line 11
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 k1 = 0
 until k1 > 4 do
  k1 += 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
