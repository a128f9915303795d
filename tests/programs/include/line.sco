; Copyright 2026 The Csonance Authors
; SPDX-License-Identifier: ISC
; Part of include_files.csd.
i 1 0   0.3 110 0.2
i 1 0.3 .   165 .
i 1 0.6 .   147 .
