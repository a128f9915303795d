<CsoundSynthesizer>
; Expressions: function syntax with rates, casts i() k() a(), operators with
; their precedence, powers, modulo, shifts and bits, logic, compound
; assignment, conversions of pitch and level.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  iA = 2 + 3 * 4 ^ 2 / 8 - -1
  iB = (7 % 3) << 3 | 5 & 6 # 1
  iC = (iA > iB && iA != 3 || !(iB == 2)) ? 10 : 20
  iD = int(-3.7) + frac(2.25) + round(2.5) + ceil(1.2) + floor(-1.2)
  iE = abs(-4) + sqrt(16) + exp(log(3)) + log10(100) + logbtwo(8)
  iF = sin(0.5) + cos(0.5) + taninv(1) + tanh(0.3) + sininv(0.2)
  iG = octcps(440) + octpch(8.09) + pchoct(8.75) + cpspch(7.05)
  iH = ampdb(-6) + dbamp(0.5) + semitone(7) + cent(50) + octave(1)
  kX = linseg:k(0, p3, 1)
  kX *= 2
  kX += 0.5
  kX -= 0.25
  kX /= 3
  aX = a(kX) * poscil:a(0.3, k(iA) * 10 + iG)
  aY poscil 0.2, 200 + iB + iC + iD + iE * 3 + iF * 2 + iH
  aY = aY * (1 - kX) + vco2(0.1, 100 + i(kX) + 50 * kX) * kX
  kTest = (kX > 0.3 && kX < 0.5 ? 1 : 0.3)
  outs aX * kTest, limit(aY, -0.15, 0.15) + abs(aX) * 0.1
endin
</CsInstruments>
<CsScore>
i 1 0 0.7
i 1 0.5 0.5
e
</CsScore>
</CsoundSynthesizer>
