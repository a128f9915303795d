<CsoundSynthesizer>
; The preprocessor in the orchestra: #define with and without arguments, macros
; in macros, #ifdef, #ifndef, #else, nested, #undef, math macros.
<CsInstruments>
#define RATE #44100#
sr = $RATE
ksmps = 32
nchnls = 2
0dbfs = 1

#define STEREO #1#
#define ENV(A'R) #linen:a(1, $A, p3, $R)#
#define VOICE(AMP'FREQ) #poscil($AMP, $FREQ * $RATIO.)#
#define RATIO #1.5#
#define LAYER(N) #
  aLayer$N poscil 0.05, p4 * $N
  aSum += aLayer$N
#

instr 1
  aSum init 0
  aSum = 0
  $LAYER(1)
  $LAYER(2)
  $LAYER(3)
#ifdef STEREO
  aOther = $VOICE(0.1'p4)
#ifdef UNKNOWN
  aOther = aOther * 0
#else
  aOther = aOther * $M_SQRT1_2
#end
#else
  aOther = aSum
#end
#ifndef UNKNOWN
  aSum = aSum * sin($M_PI / 3)
#endif
  aEnv = $ENV(0.02'0.1)
  outs aSum * aEnv, aOther * aEnv
endin

#undef RATIO
#define RATIO #2#

instr 2
  aSig = $VOICE(0.2'p4)
  aEnv = $ENV(0.1'0.2)
  outs aSig * aEnv, aSig * aEnv
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 200
i 2 0.3 0.5 200
i 1 0.7 0.3 250
e
</CsScore>
</CsoundSynthesizer>
