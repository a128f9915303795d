<CsoundSynthesizer>
; Everything that prints, at i and k rate, disturbs neither the sound nor the
; one who listens.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

prints "instr 0 speaks %d\n", 7

instr 1
  print p4, p5
  prints "%s %f %d %%\n", "note", p4, 3
  kLfo lfo 1, 3
  printk 0.1, kLfo
  printk2 int(kLfo * 2)
  printks "time %f value %f\n", 0.2, timeinsts(), kLfo
  printf_i "once %d\n", 1, p4
  printf "%d: %f\n", int(abs(kLfo) * 3), p4, kLfo
  puts "a line", int(kLfo * 3) + 4
  iArr[] fillarray 1, 2, 3
  printarray iArr
  aSig poscil 0.2, p4 + 10 * kLfo
  outs aSig, aSig * p5
endin
</CsInstruments>
<CsScore>
i 1 0 0.5 300 0.5
i 1 0.4 0.5 400 0.2
e
</CsScore>
</CsoundSynthesizer>
