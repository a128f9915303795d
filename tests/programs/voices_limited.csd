<CsoundSynthesizer>
; maxalloc, prealloc and active: notes beyond the limit are left out, and the
; level follows the number of voices.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

maxalloc 1, 4
prealloc 1, 4
prealloc "Named", 2

instr 1
  kVoices active 1
  aSig vco2 0.3 / (kVoices + 1), p4
  kEnv linen 1, 0.01, p3, 0.05
  outs aSig * kEnv, aSig * kEnv
endin

instr Named
  iVoices active "Named"
  aSig poscil 0.1, 200 * iVoices
  outs aSig, 0 * aSig
endin
</CsInstruments>
<CsScore>
{ 8 N
i 1 [$N * 0.1] 0.6 [100 + 30 * $N]
i "Named" [$N * 0.1] 0.25
}
e
</CsScore>
</CsoundSynthesizer>
