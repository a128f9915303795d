<CsoundSynthesizer>
; Strings: strset, strget, sprintf, sprintfk, strcat, strcpy, strsub, strindex,
; strrindex, strlen, strcmp, strtol, strchar, strupper, strlower, at i and at k
; rate; a string picks pitches.
<CsInstruments>
sr = 44100
ksmps = 32
nchnls = 2
0dbfs = 1

strset 1, "c4 e4 g4 c5"
strset 2, "a3 d4 f4 a4"

instr 1 ; reads its notes out of a string
  SNotes strget p4
  iAt = 0
  iTime = 0
  loop:
    SNote strsub SNotes, iAt, iAt + 2
    SUp strupper SNote
    iLetter strchar SUp
    SDigit strsub SNote, 1, 2
    iOctave strtol SDigit
    iKey = 12 * (iOctave + 1) + int((iLetter - 67 + 7) % 7 * 12 / 7)
    SLine sprintf "i 2 %f 0.2 %d", iTime, iKey
    scoreline_i SLine
    iAt += 3
    iTime += 0.15
  if iAt < strlen(SNotes) igoto loop
  aSig poscil 0.02, 50 * iTime
  outs aSig, aSig
endin

instr 2
  aSig poscil 0.2, cpsmidinn(p4)
  aEnv expon 1, p3, 0.01
  outs aSig * aEnv, aSig * aEnv
endin

instr 3 ; at control rate
  kCount init 0
  kTrig metro 10
  if kTrig == 1 then
    kCount += 1
    SName sprintfk "value_%d", kCount
    kCut strindexk SName, "_"
    SPart strsubk SName, kCut + 1, 99
    kNumber strchark SPart
    SJoin strcatk SPart, SName
    kLen strlenk SJoin
    kSame strcmpk SPart, "5"
  endif
  aSig poscil 0.1, 200 + 8 * kNumber + 10 * kLen + (kSame == 0 ? 300 : 0)
  outs aSig, -aSig
endin

instr 4
  SOne strcpy "abc"
  STwo strcat SOne, "def"
  SLow strlower "ABC"
  iEqual strcmp SOne, SLow
  iWhere strindex STwo, "de"
  iLast strrindex "a.b.c", "."
  SText = "alpha"
  STail = strcat(SText, " beta")
  aSig poscil 0.1, 100 * (iWhere + iLast + 1 + iEqual) + strlen(STail)
  outs aSig, aSig
endin
</CsInstruments>
<CsScore>
i 1 0 0.6 1
i 1 0.7 0.6 2
i 3 0 1.2
i 4 0.3 0.5
e
</CsScore>
</CsoundSynthesizer>
