expect setksmps.csd:8:2: warning: setksmps in an instrument disturbs the output of all instruments in Csound 6; use it in an opcode
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 setksmps 1
 k1 = 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
