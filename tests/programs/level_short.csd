<CsoundSynthesizer>
; The old full scale, written out: 0dbfs = 32768, with ampdb, dbfsamp, ampdbfs.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 32768

instr 1
  aSig oscili ampdb(p4), p5, 1
  aTwo poscil ampdbfs(-20), p5 * 2
  aEnv linen 1, 0.02, p3, 0.1
  iScale = 0dbfs / 32768
  aNoise rand 500 * iScale
  outs aSig * aEnv + aNoise, aTwo * aEnv
endin
</CsInstruments>
<CsScore>
f 1 0 4096 10 1
i 1 0 0.5 80 220
i 1 0.4 0.5 70 330
e
</CsScore>
</CsoundSynthesizer>
