; What the seed's examples begin with: an engine without instruments.
ksmps = 64
nchnls = 2
0dbfs = 1
