<CsoundSynthesizer>
; Options that name devices, displays and files disturb nothing: the program's
; sound is the same wherever it is played. Its input is silence.
<CsOptions>
-odac -iadc -M0 -b 512 -B 2048 -m0 --displays
-+rtaudio=null ; a driver
</CsOptions>
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
nchnls_i = 2
0dbfs = 1

instr 1
  aInL, aInR ins
  aSig poscil 0.2, p4
  aSig linen aSig, 0.01, p3, 0.1
  outs aSig + aInL, aSig * 0.5 + aInR
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 333
i 1 0.4 0.5 444
e
</CsScore>
</CsoundSynthesizer>
