<CsoundSynthesizer>
; Macros in the score, with and without arguments, undefined again; the
; bracketed expressions with their operators and the @ powers of two.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giWave ftgen 1, 0, 4096, 10, 1, 0, 0.33, 0, 0.2

instr 1
  aSig oscili p4, p5, p6
  aSig linen aSig, 0.005, p3, 0.03
  outs aSig, aSig * 0.7
endin

instr 2
  aSig oscil3 p4, p5, 2
  outs aSig * 0.2, aSig
endin
</CsInstruments>
<CsScore>
#define LOUD #0.25#
#define NOTE(START'PITCH) #i 1 $START 0.15 $LOUD $PITCH. 1#
#define BAR ##
$NOTE(0'220)
i 1 0.15 0.15 0.1 330 1
f 2 0 [@1000] 10 1 1
$BAR
$NOTE([0.1 + 0.2]'[55 * 8])
$NOTE(0.45'[440 * 2 ^ (3 / 12)])
i 2 0.6 0.2 0.1 [1 + 300]
i 2 0.8 [0.1 + 3 % 2 * 0.1] 0.1 [@@500 - 113]
#undef LOUD
#define LOUD #0.05#
$NOTE(1'880)
e
</CsScore>
</CsoundSynthesizer>
