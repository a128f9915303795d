<CsoundSynthesizer>
; User-defined opcodes: several of one name for i, k, a and S, default inputs,
; several outputs or none, one calling another, function syntax.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giSeen init 0

opcode Level, i, i
  iDb xin
  xout ampdbfs(iDb)
endop

opcode Level, k, k
  kDb xin
  xout ampdbfs(kDb)
endop

opcode Level, a, ak
  aSig, kDb xin
  xout aSig * Level(kDb)
endop

opcode Level, i, S
  SText xin
  iDb strtod SText
  xout Level(iDb)
endop

opcode Voices, aa, kkjop
  kAmp, kFreq, iTable, iPhase, iDetune xin
  aOne poscil kAmp, kFreq, iTable, iPhase
  aTwo poscil kAmp, kFreq * (1 + iDetune / 100), iTable, iPhase
  xout aOne, aTwo
endop

opcode Shaped, a, aaP
  aLeft, aRight, kDrive xin
  xout tanh((aLeft + aRight) * kDrive)
endop

opcode Silent, 0, i
  iX xin
  giSeen = giSeen + iX
endop

instr 1
  Silent 2
  kAmp Level line:k(-30, p3, -14)
  aL, aR Voices kAmp, p4
  aBoth Shaped aL, aR, 2
  aOut Level aBoth, -6
  outs aOut, aL * Level("-3")
endin

instr 2
  Silent 3
  aL, aR Voices Level(-20), p4 * giSeen, -1, 0.25, 3
  outs Level(aL, -2), Shaped(aL, aR)
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 200
i 2 0.25 0.5 50
i 1 0.8 0.3 300
i 2 0.9 0.3 40
e
</CsScore>
</CsoundSynthesizer>
