expect def-bad2.csd:7:1: error: the text of a macro stands between two #: #define FOO #text#
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
#define FOO 1
instr 1
 k1 = $FOO
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
