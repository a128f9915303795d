<CsoundSynthesizer>
; What happens outside instruments and at init only: computations in the global
; part, notes of zero length, i() of k values, init of globals by instruments.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giSum init 0
giN = 1
giList[] genarray 1, 10
giTotal = sumarray(giList)
gkStart init giTotal
giTable ftgen 0, 0, 16, -7, 0, 16, 160
giRead table 5, giTable
giTime = int(sr / ksmps)

instr 1 ; no performance pass: only its init counts
  giSum += p4
  gkStart init giSum + giTotal
  tablew giSum, giN, giTable
  giN += 1
endin

instr 2
  iSum = giSum
  iSeen = i(gkStart)
  iBack table 2, giTable
  aSig poscil 0.1, iSum * 10 + iSeen + iBack + giRead + giTime / 100
  kEnv linen 1, 0.01, p3, 0.02
  outs aSig * kEnv, aSig * kEnv * 0.5
endin
</CsInstruments>
<CsScore>
i 1 0 0 5
i 1 0.2 0 7
i 1 0.2 0 8
i 2 0 0.3
i 2 0.3 0.3
i 1 0.5 0 -3
i 2 0.6 0.3
e
</CsScore>
</CsoundSynthesizer>
