expect case.csd:8:2: error: unknown opcode 'IF'
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 IF p4 == 1 THEN
 ENDIF
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
