expect no-instruments.csd:2:1: error: the .csd has no <CsInstruments> section
<CsoundSynthesizer>
<CsScore>
i 1 0 1
</CsScore>
</CsoundSynthesizer>
