<CsoundSynthesizer>
; Reverberators: reverb, nreverb, freeverb, reverbsc, comb, alpass, vcomb, on
; two buses that are cleared at the end of each k-cycle.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

gaLeft init 0
gaRight init 0

instr 1
  aEnv expon 0.5, p3, 0.001
  aSig rand aEnv
  aSig reson aSig, p4, p4 / 4, 2
  gaLeft += aSig * (1 - p5)
  gaRight += aSig * p5
endin

instr 90
  aOne reverb gaLeft, 1.2
  aTwo nreverb gaRight, 1, 0.4
  aThreeL, aThreeR freeverb gaLeft, gaRight, 0.7, 0.3
  aFourL, aFourR reverbsc gaLeft, gaRight, 0.8, 9000
  aComb comb gaLeft, 0.6, 0.031
  aComb alpass aComb, 0.3, 0.007
  aVar vcomb gaRight, 0.5, 0.02 + lfo:k(0.002, 2), 0.1
  outs aOne * 0.2 + aThreeL * 0.3 + aFourL + aComb * 0.2, \
    aTwo * 0.2 + aThreeR * 0.3 + aFourR + aVar * 0.2
  clear gaLeft, gaRight
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 500 0.2
i 1 0.5 0.05 1500 0.8
i 90 0 1.5
e
</CsScore>
</CsoundSynthesizer>
