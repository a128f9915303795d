<CsoundSynthesizer>
; Global variables of all types carry sound and data between instruments; the
; order of instruments by number decides what is heard in which k-cycle.
<CsInstruments>
sr = 44100
ksmps = 100
nchnls = 2
0dbfs = 1

giBase = 110
gkMove init 1
gaSend init 0
gaBack init 0
gSName = "global"

instr 5
  aSig vco2 0.15, giBase * p4 * gkMove
  gaSend = gaSend + aSig
  gaBack = gaBack * 0.5 + aSig
  giBase = giBase + 10
endin

instr 3 ; runs before 5: hears the last cycle
  gkMove linseg 1, p3 / 2, 1.2, p3 / 2, 0.9
  aOut butterbp gaBack, 800, 200
  outs aOut, aOut * 0.1
endin

instr 7
  iLen strlen gSName
  aOut delay gaSend, iLen / 100
  outs gaSend * 0.5 + aOut * 0.3, aOut
  gaSend = 0
endin
</CsInstruments>
<CsScore>
i 3 0 1.3
i 7 0 1.3
i 5 0 0.3 1
i 5 0.4 0.3 1.25
i 5 0.5 0.5 1.5
e
</CsScore>
</CsoundSynthesizer>
