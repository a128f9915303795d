<CsoundSynthesizer>
; Score statements i, f, e: carried p-fields (., +, ^+), ramps (<), np and pp
; references, comments in every style, p2 out of order.
<CsOptions>
-d
</CsOptions>
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  kEnv linen p4, 0.01, p3, 0.05
  aSig oscili kEnv, p5, p6
  outs aSig * p7, aSig * (1 - p7)
endin

instr 2
  ; p4 comes from the next note (np), p5 from the one before (pp).
  aSig poscil 0.1, p4 + p5, 1
  aEnv expseg 1, p3, 0.01
  out aSig * aEnv, aSig * aEnv
endin
</CsInstruments>
<CsScore>
f 1 0 4096 10 1
f 2 0 1024 7 -1 512 1 512 -1 ; a triangle
f 3 0.5 1024 10 1 0.5 0.25
/* a block
   comment */
i 1 0    0.2 0.20 220 1 0
i . +    .   <    <   2 <
i . +    .   <    <   . <
i . +    .   <    <   . <
i 1 +    .   0.05 440 1 1
i 1 ^+.1 .   0.2  330 3 0.5
c a comment line
i 2 0.9 0.3 np5 100
i 2 0.8 0.2 200 300
i 2 1.1 0.3 400 pp5
i2 0.4 0.1 500 0
e
</CsScore>
</CsoundSynthesizer>
