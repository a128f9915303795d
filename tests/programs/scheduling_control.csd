<CsoundSynthesizer>
; Notes started while others sound: event, scoreline, schedkwhen, schedulek,
; triggered by metro, trigger and changed; the clock of one drives the other.
<CsInstruments>
sr = 48000
ksmps = 48
nchnls = 2
0dbfs = 1

gkCount init 0

instr 1
  kTick metro 12
  if kTick == 1 then
    gkCount += 1
    event "i", 2, 0, 0.1, 200 + 30 * gkCount, 0
  endif
  schedkwhen metro(5), -1, -1, 2, 0.02, 0.05, 800, 1
  kLfo lfo 1, 3
  kUp trigger kLfo, 0.5, 0
  SLine sprintfk "i 2 0 0.15 %f 0.5", 100 + gkCount * 5
  scoreline SLine, kUp
  kDiv = int(gkCount / 4)
  if changed(kDiv) == 1 then
    schedulek 3, 0.01, 0.08, kDiv
  endif
endin

instr 2
  aSig poscil 0.08, p4
  kEnv linseg 0, 0.005, 1, p3 - 0.01, 0.5, 0.005, 0
  outs aSig * kEnv * (1 - p5), aSig * kEnv * p5 + aSig * 0.1
endin

instr 3
  aSig pluck 0.2, 110 * (p4 + 1), 110, 0, 3, 0.5
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
i 1 0 1.3
e
</CsScore>
</CsoundSynthesizer>
