expect inc-after-sem.csd:9:8: error: undefined variable 'kfoo' in instr 1
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#include "good.inc"
instr 1
  k1 = kfoo
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
