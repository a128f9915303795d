expect inc-folder.csd:7:10: error: this is not a file: /
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#include "/"
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
