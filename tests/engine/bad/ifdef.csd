expect ifdef.csd:7:1: error: #ifdef has no #end
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#ifdef FOO
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
