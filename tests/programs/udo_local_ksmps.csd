<CsoundSynthesizer>
; A user-defined opcode with its own ksmps of 1, so that it can write a filter
; with feedback sample by sample, and one that is given its ksmps by the caller.
<CsInstruments>
sr = 44100
ksmps = 64
nchnls = 2
0dbfs = 1

opcode OnePole, a, ak
  setksmps 1
  aIn, kCoef xin
  kState init 0
  kIn downsamp aIn
  kState = kIn * (1 - kCoef) + kState * kCoef
  aOut upsamp kState
  xout aOut
endop

opcode Steps, a, ko
  kFreq, iKsmps xin
  kPhase init 0
  kPhase = frac(kPhase + kFreq * ksmps / sr)
  aOut interp kPhase
  xout aOut - 0.5
endop

instr 1
  aNoise rand 0.4
  kCoef line 0.5, p3, 0.99
  aOut OnePole aNoise, kCoef
  outs aOut, aOut
endin

instr 2
  aOut Steps p4, 8
  aTwo Steps p4 * 1.5, 1
  outs aOut * 0.1, aTwo * 0.1
endin
</CsInstruments>
<CsScore>
i 1 0 0.5
i 2 0.3 0.5 220
i 1 0.6 0.3
e
</CsScore>
</CsoundSynthesizer>
