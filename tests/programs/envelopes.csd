<CsoundSynthesizer>
; Envelopes at both rates: line, expon, linseg, expseg, expsega, transeg,
; cosseg, envlpx, adsr, xadsr, linsegb, bpf, lineto, portk.
<CsInstruments>
sr = 44100
ksmps = 100
nchnls = 2
0dbfs = 1

giRise ftgen 1, 0, 129, 7, 0, 128, 1

instr 1
  kOne line 1, p3, 0
  aTwo expon 1, p3, 0.01
  aThree linseg 0, 0.1, 1, p3 - 0.2, 0.5, 0.1, 0
  aFour expsega 0.01, 0.1, 1, p3 - 0.1, 0.01
  kFive transeg 0, 0.1, 2, 1, p3 - 0.1, -4, 0
  aSix cosseg 0, p3 / 2, 1, p3 / 2, 0
  aSig poscil 0.1, p4
  outs aSig * (kOne + aTwo + aThree), aSig * (aFour + kFive + aSix)
endin

instr 2
  kOne envlpx 1, 0.05, p3, 0.1, giRise, 0.8, 0.01
  kTwo adsr 0.05, 0.1, 0.5, 0.1
  aThree xadsr 0.05, 0.1, 0.5, 0.1
  kFour linsegb 0, 0.1, 1, 0.3, 0
  kFive bpf timeinsts(), 0, 0, 0.1, 1, 0.3, 0.2, 0.5, 0
  kSix lineto int(timeinsts() * 10), 0.05
  kSeven portk int(timeinsts() * 8), 0.02
  aSig vco2 0.05, p4 + 10 * kSix + 20 * kSeven
  outs aSig * (kOne + kTwo + aThree), aSig * (kFour + kFive)
endin
</CsInstruments>
<CsScore>
i 1 0 0.6 300
i 2 0.3 0.6 150
i 2 0.8 0.5 200
e
</CsScore>
</CsoundSynthesizer>
