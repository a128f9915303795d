expect score-include-missing.csd:12:10: error: cannot open the included file nothere.sco
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
instr 1
  out oscili:a(0.1, 440)
endin
</CsInstruments>
<CsScore>
#include "nothere.sco"
i 1 0 0.1
</CsScore>
</CsoundSynthesizer>
