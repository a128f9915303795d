<CsoundSynthesizer>
; Channels: chn_k, chn_a, chn_S, chnset and chnget of every type, chnmix,
; chnclear, between instruments and across k-cycles.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

chn_k "cutoff", 3, 3, 800, 100, 5000
chn_a "bus", 3
chn_S "name", 3
chnset 800, "cutoff"

instr 8
  chnset "first", "name"
endin

instr 1
  kMove expon 500, p3, 3000
  chnset kMove, "cutoff"
  chnset kMove / 2, "half"
  iBefore chnget "cutoff"
  SName chnget "name"
  iLen strlen SName
  chnset iLen, "length"
  aSig vco2 0.2, iBefore / 4
  chnmix aSig, "bus"
endin

instr 2
  aSig rand 0.05
  chnmix aSig, "bus"
  chnset "a longer name", "name"
  kLen chnget "length"
  aLow poscil 0.05, 50 * kLen
  chnset aLow, "low"
endin

instr 9
  aBus chnget "bus"
  kCut chnget "cutoff"
  kHalf = chnget:k("half")
  aOut butterlp aBus, kCut
  aTwo butterlp aBus, kHalf + 50
  aLow chnget "low"
  outs aOut + aLow, aTwo
  chnclear "bus"
  chnclear "low"
endin
</CsInstruments>
<CsScore>
i 8 0 0.1
i 9 0 1.3
i 1 0.01 0.5
i 2 0.3 0.5
i 1 0.7 0.4
e
</CsScore>
</CsoundSynthesizer>
