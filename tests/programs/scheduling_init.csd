<CsoundSynthesizer>
; Notes that start notes at init: schedule, event_i, scoreline_i, with p-fields
; and strings handed over; chains that end by themselves.
<CsInstruments>
sr = 44100
ksmps = 10
nchnls = 2
0dbfs = 1

schedule 1, 0.05, 0.2, 400, 5

instr 1
  aSig poscil 0.2, p4
  aEnv linseg 1, p3, 0
  outs aSig * aEnv, aSig * aEnv * 0.4
  if p5 > 0 then
    schedule 1, p3 * 0.9, p3, p4 * 1.1, p5 - 1
  endif
  if p5 == 3 then
    event_i "i", 1, 0.05, 0.3, p4 / 2, 0
    SLine sprintf {{i "Echo" 0.05 0.3 %f "from sprintf"}}, p4 / 2
    scoreline_i SLine
    scoreline_i {{
      i "Echo" 0.1 0.1 333 "x"
      i "Echo" 0.2 0.1 444 "yy"
    }}
  endif
endin

instr Echo
  STail = p5
  iLen strlen STail
  aSig vco2 0.1, p4, 12
  outs aSig * 0.2, aSig * iLen / 12
endin
</CsInstruments>
<CsScore>
i 1 0.5 0.1 300 2
i "Echo" 0.9 0.2 100 "zzz"
</CsScore>
</CsoundSynthesizer>
