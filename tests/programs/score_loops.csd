<CsoundSynthesizer>
; Score loops in braces (nested, with expressions), sections repeated by r,
; marked by m and named again by n.
<CsInstruments>
sr = 44100
ksmps = 64
nchnls = 2
0dbfs = 1

instr 1
  aSig vco2 p4, p5, 2, 0.3
  aSig moogladder aSig, 2000, 0.3
  kEnv expon 1, p3, 0.05
  outs aSig * kEnv, aSig * kEnv
endin
</CsInstruments>
<CsScore>
{ 4 CNT
  { 3 SUB
i 1 [$CNT * 0.12 + $SUB * 0.04] 0.05 0.1 [110 * ($CNT + 1) + 30 * $SUB]
  }
}
f 0 0.5
s
r 3 ROUND
i 1 0 0.1 0.1 [$ROUND * 200]
i 1 0.1 0.1 0.1 300
s
m home
i 1 0 0.1 0.2 [2 ^ 8]
i 1 0.1 0.1 0.2 [(3 + 5) * 64 % 100 + 200]
s
n home
s
e
</CsScore>
</CsoundSynthesizer>
