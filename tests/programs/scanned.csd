<CsoundSynthesizer>
; Scanned synthesis with its network in tables (scantable) and a wave terrain.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

giPos ftgen 1, 0, 128, 10, 1
giMass ftgen 2, 0, 128, -7, 1, 128, 1
giStiff ftgen 3, 0, 128, -7, 0.02, 64, 0.1, 64, 0
giDamp ftgen 4, 0, 128, -7, 0, 128, 0.001
giVel ftgen 5, 0, 128, -7, 0, 128, 0
giX ftgen 6, 0, 8192, 10, 1, 0, 0.33
giY ftgen 7, 0, 4096, 10, 1, 0.2

instr 1
  aOne scantable 0.1, 150, giPos, giMass, giStiff, giDamp, giVel
  aOne dcblock aOne
  aTwo wterrain 0.2, 100, 0.5, 0.5, line:k(0.1, p3, 0.4), 0.3, giX, giY
  outs aOne, aTwo
endin
</CsInstruments>
<CsScore>
i 1 0 0.8
e
</CsScore>
</CsoundSynthesizer>
