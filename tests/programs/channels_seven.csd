<CsoundSynthesizer>
; Seven channels, all in one outc and in fractions of a k-cycle of seven frames.
<CsInstruments>
sr = 48000
ksmps = 7
nchnls = 7
0dbfs = 1

instr 1
  a1 poscil 0.1, p4
  a2 poscil 0.1, p4 * 2
  a3 = a1 * a2 * 10
  a4 = a1 - a2
  outc a1, a2, a3, a4, -a1, -a2, a1 + a2
endin

</CsInstruments>
<CsScore>
i 1 0 0.5 200
i 1 0.2 0.5 301
e
</CsScore>
</CsoundSynthesizer>
