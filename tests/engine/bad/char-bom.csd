expect char-bom.csd:7:1: error: character U+FEFF has no meaning outside of
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
﻿instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
