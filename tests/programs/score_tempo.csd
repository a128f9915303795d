<CsoundSynthesizer>
; A tempo line with ritardando and jumps: starts and durations are in beats,
; the instrument sees seconds.
<CsInstruments>
sr = 44100
ksmps = 10
nchnls = 1
0dbfs = 1

instr 1
  iStart times
  aSig oscili 0.3, 300 + 100 * iStart
  aEnv linseg 1, p3, 0
  out aSig * aEnv
endin
</CsInstruments>
<CsScore>
t 0 240 4 120 4 480 8 200
i 1 0 1
i 1 1 1
i 1 2 0.5
i 1 3 1
i 1 4 1
i 1 5 0.333
i 1 6.5 1
i 1 8 0.25
e
</CsScore>
</CsoundSynthesizer>
