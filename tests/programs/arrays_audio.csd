<CsoundSynthesizer>
; Arrays of audio signals, global ones as a mixer, and of strings.
<CsInstruments>
sr = 48000
ksmps = 16
nchnls = 4
0dbfs = 1

gaMix[] init 4
gSNames[] init 3
gSNames[0] = "sine"
gSNames[1] = "saw"
gSNames[2] = "pulse"

instr 1
  aVoice[] init 3
  aVoice[0] poscil 0.1, p4
  aVoice[1] vco2 0.1, p4 * 1.5
  aVoice[2] vco2 0.1, p4 * 2, 2, 0.2
  kEnv linen 1, 0.05, p3, 0.05
  kNdx = 0
  until kNdx == 3 do
    gaMix[kNdx] = gaMix[kNdx] + aVoice[kNdx] * kEnv
    kNdx += 1
  od
  gaMix[3] = gaMix[3] + (aVoice[0] - aVoice[1]) * kEnv
endin

instr 2
  SList[] fillarray "one", "three", "seventeen"
  iNdx = 0
  iSum = 0
  while iNdx < lenarray(SList) do
    iSum += strlen(SList[iNdx])
    SName = gSNames[iNdx]
    iSum += strlen(SName)
    iNdx += 1
  od
  aOut poscil 0.1, iSum * 10
  gaMix[p4] = gaMix[p4] + aOut
endin

instr 99
  outq gaMix[0], gaMix[1], gaMix[2], gaMix[3]
  kNdx = 0
  while kNdx < 4 do
    gaMix[kNdx] = 0
    kNdx += 1
  od
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 150
i 1 0.4 0.5 200
i 2 0.1 0.3 0
i 2 0.3 0.3 3
i 99 0 1.2
e
</CsScore>
</CsoundSynthesizer>
