expect header-inc.csd:8:1: error: sr must be kr times ksmps, and ksmps a whole number: sr = 48000, kr = 1000, ksmps = 16
<CsoundSynthesizer>
<CsOptions>
-n
</CsOptions>
<CsInstruments>
sr = 48000
kr = 1000
ksmps = 16
instr 1
endin
</CsInstruments>
<CsScore>
i 1 0 0.1 1
</CsScore>
</CsoundSynthesizer>
