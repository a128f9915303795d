expect func-args.csd:8:18: error: too many arguments: 'ampdbfs' does not take (number, number)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
 k1 = ampdbfs(1, 2)
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
