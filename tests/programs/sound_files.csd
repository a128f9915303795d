<CsoundSynthesizer>
; A sound file beside the program, named without a folder: GEN01 in the
; orchestra and in the score, diskin2, diskin, soundin, filelen, filesr,
; filenchnls, filepeak, loscil, loscil3, flooper2. Whoever runs this program
; makes made.wav first (48000 Hz, 16 bit, 2 channels).
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1

giLeft ftgen 1, 0, 0, 1, "made.wav", 0, 0, 1
giBoth ftgen 2, 0, 0, 1, "made.wav", 0, 0, 0

instr 1
  iLen filelen "made.wav"
  iRate filesr "made.wav"
  iChannels filenchnls "made.wav"
  iPeak filepeak "made.wav"
  aL, aR diskin2 "made.wav", p4, 0, 1
  aTest poscil 0.05 * iPeak, iRate / 100 + iChannels * 10 + iLen
  outs aL * 0.5 + aTest, aR * 0.5
endin

instr 2
  aL, aR soundin "made.wav", 0.1
  aM loscil 0.3, p4, 3, 1
  outs aL * 0.3 + aM, aR * 0.3
endin

instr 3
  aL, aR diskin "made.wav", 1.5, 0.05
  aOne loscil3 0.3, 1, giLeft, 1
  aTwo flooper2 0.3, p4, 0.1, 0.3, 0.05, giLeft
  outs aL * 0.2 + aOne, aR * 0.2 + aTwo
endin
</CsInstruments>
<CsScore>
f 3 0 0 -1 "made.wav" 0.05 0 2
i 1 0 0.5 1
i 1 0.4 0.4 -0.7
i 2 0.6 0.4 1.3
i 3 0.9 0.6 0.8
e
</CsScore>
</CsoundSynthesizer>
