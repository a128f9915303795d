<CsoundSynthesizer>
; Strings as p-fields, several in a line, with escapes; named instruments in
; quotes; a number read from a string.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr Teller
  SWord = p4
  SNumber strget p5
  iFreq strtod SNumber
  iLen strlen SWord
  aSig poscil 0.3, iFreq + iLen * 10
  aEnv linseg 1, p3, 0
  outs aSig * aEnv, aSig * aEnv * (iLen / 12)
endin

instr Chooser
  SKind = p4
  iKind strcmp SKind, "saw"
  if iKind == 0 then
    aSig vco2 0.2, p5
  elseif strcmp(SKind, "square") == 0 then
    aSig vco2 0.2, p5, 10
  else
    aSig vco2 0.2, p5, 12
  endif
  outs aSig, -aSig
endin
</CsInstruments>
<CsScore>
i "Teller" 0    0.3 "hello"           "220"
i "Teller" 0.3  0.3 "two words, one"  "330.5"
i "Teller" 0.6  0.3 "a\tb"            "4.4e2"
i "Chooser" 0   0.2 "saw" 100
i "Chooser" 0.3 0.2 "square" 150
i "Chooser" 0.6 0.2 "else" 200
i "Chooser" +   .   "saw" 250
e
</CsScore>
</CsoundSynthesizer>
