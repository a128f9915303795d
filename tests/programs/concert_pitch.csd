<CsoundSynthesizer>
; A4 in the header moves every opcode that knows about pitch.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1
A4 = 432.5

instr 1
  aOne poscil 0.1, cpsmidinn(p4)
  aTwo poscil 0.1, cpspch(p5)
  aThree poscil 0.1, cpsoct(8.75)
  aFour poscil 0.1, A4
  aFive poscil 0.1, cpsxpch(p5, 19, 2, -A4)
  outs aOne + aTwo + aFive, aThree + aFour
endin
</CsInstruments>
<CsScore>
i 1 0 0.4 69 8.09
i 1 0.4 0.4 60 8.00
e
</CsScore>
</CsoundSynthesizer>
