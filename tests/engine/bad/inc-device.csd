expect inc-device.csd:8:10: error: this is not a file: /dev/zero
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
gi1 = 1
#include "/dev/zero"
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
