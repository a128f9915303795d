expect macro-bomb.csd:29:7: error: the macros make more than 4 MB of this text
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define A #1+1+1+1+1+1#
#define B #$A+$A#
#define C #$B+$B#
#define D #$C+$C#
#define E #$D+$D#
#define F #$E+$E#
#define G #$F+$F#
#define H #$G+$G#
#define I #$H+$H#
#define J #$I+$I#
#define K #$J+$J#
#define L #$K+$K#
#define M #$L+$L#
#define N #$M+$M#
#define O #$N+$N#
#define P #$O+$O#
#define Q #$P+$P#
#define R #$Q+$Q#
#define S #$R+$R#
#define T #$S+$S#
#define U #$T+$T#
#define V #$U+$U#
gi1 = $V
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
