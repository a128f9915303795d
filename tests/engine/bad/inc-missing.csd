expect inc-missing.csd:9:10: error: cannot open the included file nothere.inc
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
endin
#include "nothere.inc"
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
