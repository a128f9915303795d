<CsoundSynthesizer>
; The options --omacro and --smacro define macros for the orchestra and for the
; score; an orchestra macro decides by #ifdef.
<CsOptions>
--omacro:WAVE=12 --omacro:BRIGHT=1 --smacro:BASE=220
--smacro:LONG=0.4
</CsOptions>
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  aSig vco2 0.2, p4, $WAVE
#ifdef BRIGHT
  aSig distort1 aSig, 4, 0.5, 0.1, 0.1
#end
  kEnv linen 1, 0.02, p3, 0.1
  outs aSig * kEnv * 0.3, aSig * kEnv * 0.2
endin
</CsInstruments>
<CsScore>
i 1 0 $LONG $BASE
i 1 0.4 . [$BASE * 1.5]
i 1 0.8 $LONG [$BASE * 2]
e
</CsScore>
</CsoundSynthesizer>
