Text before the first tag is no part of the program.
<CsoundSynthesizer>
<CsVersion>
>= 6.00
</CsVersion>
<CsLicense>
ISC: see the licence of the project.
</CsLicense>
<CsOptions>
; an option in a comment: -odac
# and another: --ksmps=1
</CsOptions>
<CsInstruments>
; A file laid out as awkwardly as Csound allows: comments of all styles, lines
; continued, tabs, statements without blanks, sections in an odd order.
sr=44100
ksmps	=	32
nchnls=2 // two
0dbfs=1
/* instr 7
endin */
	instr	1 ; "quotes" in a comment
aSig	poscil	0.2,	\
	p4 /* freq */ , \
	-1
S1 = {{a string
over two lines; with a semicolon and "quotes"}}
iL strlen S1
kEnv	linen	1,0.01,p3,0.1
	outs	aSig*kEnv,(aSig*kEnv)*(iL/60)
	endin
instr 2,3
aSig vco2 0.1,p4*p1
outs aSig,aSig
endin
</CsInstruments>
<CsScore>
i1 0 .3 220;a note
i 1 .3 .3 ; continued
 330
i	2	.6	.2	100
i3.1 .8 .2 100 // a last comment
e
</CsScore>
</CsoundSynthesizer>
Text after the last tag is none either.
