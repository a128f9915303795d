<CsoundSynthesizer>
; Flow: while, until, loop_lt, loop_ge, igoto, kgoto, if with elseif, nested,
; the ternary operator, timout, reinit and rireturn.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

instr 1
  iSum = 0
  iNdx = 0
  more:
    iSum += iNdx * iNdx
    loop_lt iNdx, 1, 6, more
  iDown = 5
  less:
    iSum += iDown
    loop_ge iDown, 1, 2, less
  iFact = 1
  iN = 1
  until iN > 5 do
    iFact *= iN
    iN += 1
  od
  aSig poscil 0.2, iSum + iFact
  kNdx = 0
  kPow = 1
  while kNdx < 4 do
    kPow = kPow * 1.1
    kNdx += 1
  od
  outs aSig, aSig * (kPow > 1.4 ? 0.5 : 1)
endin

instr 2
  kTime timeinsts
  if kTime < 0.1 kgoto early
  if kTime < 0.2 then
    if int(kTime * 100) % 2 == 0 then
      kFreq = 300
    else
      kFreq = 310
    endif
  elseif kTime < 0.3 then
    kFreq = 400
  else
    kFreq = 500
  endif
  kgoto done
  early:
    kFreq = 200 + kTime * 500
  done:
  aSig poscil 0.15, kFreq
  outs aSig, -aSig
endin

instr 3
  again:
    timout 0, 0.07, sound
    reinit again
  sound:
    iFreq = 200 + 1000 * frac(times:i() * 7)
    kEnv expon 0.3, 0.07, 0.01
    rireturn
  aSig poscil kEnv, 440
  aTwo poscil kEnv, iFreq
  outs aSig, aTwo
endin
</CsInstruments>
<CsScore>
i 1 0 0.3
i 2 0.2 0.5
i 3 0.6 0.6
e
</CsScore>
</CsoundSynthesizer>
