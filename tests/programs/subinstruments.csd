<CsoundSynthesizer>
; Instruments as opcodes: subinstr, subinstrinit, and an opcode that returns a
; string, one that takes arrays, one that takes a spectrum.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

opcode Title, S, ii
  iA, iB xin
  SOut sprintf "%d-%d", iA, iB
  xout SOut
endop

opcode Chord, a, i[]k
  iKeys[], kAmp xin
  aSum init 0
  aOne poscil kAmp, cpsmidinn(iKeys[0])
  aTwo poscil kAmp, cpsmidinn(iKeys[1])
  aSum = aOne + aTwo
  if lenarray(iKeys) > 2 then
    aThree poscil kAmp, cpsmidinn(iKeys[2])
    aSum += aThree
  endif
  xout aSum
endop

opcode Dark, f, fk
  fIn, kCut xin
  fOut pvsbandp fIn, 0, 0, kCut, kCut * 1.5
  xout fOut
endop

instr 1
  aL, aR subinstr 10, p4, 0.1
  aThree subinstr "Mono", p4 * 2
  outs aL + aThree, aR
endin

instr 2
  STitle Title 12, 345
  iLen strlen STitle
  iKeys[] fillarray 60, 64, 60 + iLen
  aSig Chord iKeys, 0.1
  fSig pvsanal aSig + rand:a(0.05), 512, 128, 512, 1
  fDark Dark fSig, 1000
  aDark pvsynth fDark
  outs aSig, aDark
endin

instr 10
  aSig vco2 p5, p4
  aLow butterlp aSig, 800
  outs aSig * 0.3, aLow
endin

instr Mono
  aSig poscil 0.1, p4
  out aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 200
i 1 0.3 0.5 150
i 2 0.6 0.6
e
</CsScore>
</CsoundSynthesizer>
