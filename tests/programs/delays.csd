<CsoundSynthesizer>
; Delay lines: delay, delay1, delayr with deltap, deltapi, deltap3, deltapx,
; delayw, feedback, vdelay, vdelay3, vdelayx, multitap, flanger, delayk.
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  aEnv expsegr 0.5, 0.05, 0.01, 0.05, 0.001
  aSrc vco2 1, 200 + 100 * p4
  aSrc *= aEnv
  aFixed delay aSrc, 0.101
  aOne delay1 aSrc
  kMod lfo 0.004, 1.5
  aMod interp kMod

  aFeed init 0
  aEnd delayr 0.5
  aTapA deltap 0.05
  aTapB deltapi 0.12 + kMod
  aTapC deltap3 0.2 + aMod
  aTapD deltapx 0.31 + aMod, 16
  delayw aSrc + aFeed * 0.4
  aFeed = aTapD

  aVar vdelay aSrc, 30 + kMod * 1000, 100
  aVar3 vdelay3 aSrc, 40 + aMod * 1000, 100
  aVarX vdelayx aSrc, 0.06 + aMod, 0.2, 16
  aMulti multitap aSrc, 0.07, 0.3, 0.13, 0.2, 0.21, 0.1
  aFlange flanger aSrc, 0.006 + aMod, 0.7
  kLate delayk kMod, 0.1
  outs aFixed * 0.3 + aTapA * 0.2 + aTapC * 0.2 + aVar * 0.1 + aMulti, \
    aEnd * 0.2 + aTapB * 0.3 + aVar3 * 0.1 + aVarX * 0.1 + aFlange * 0.05 \
    + aOne * kLate * 10
  xtratim 0.5
endin
</CsInstruments>
<CsScore>
i 1 0 0.2 0
i 1 0.3 0.2 1.5
i 1 0.5 0.4 3
e
</CsScore>
</CsoundSynthesizer>
