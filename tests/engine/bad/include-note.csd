expect note.inc:4:7: error: oscili: Invalid ftable no. 99 (in instr 7)
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#include "note.inc"
</CsInstruments>
<CsScore>
i 7 0 0.1
</CsScore>
</CsoundSynthesizer>
