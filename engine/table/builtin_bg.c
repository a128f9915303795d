// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "builtin.h"

#include "engine.h"
#include "worker/jobs.h"

/* 10900, a sample: p4 gain and p5 speed, which may be set while it sounds; p6
   table, p7 first channel, p8 fade [s], p9 start [s], p10 lag of gain and
   speed [s], p11 whether it ends as csoundengine's does.  The fade is two
   k-cycles or more.  The note ends itself so that its fade ends with the
   sample; csoundengine takes the fade for as much of the sample, at any speed,
   and knows no lag.  In its first k-cycle, which may begin on any frame, the
   gain is made of audio signals alone: Csound's arithmetic of k and a begins
   with the next one.

   10901, a test: p4 is 0 for noise and 1 for a sine, p5 seconds on a channel,
   p6 gain [dB].

   10902, a stream: p4 gain and p5 speed, which may be set as well; p6 number of
   the stream, p7 first channel, p8 fade [s].

   10903, a note of a soundfont: p4 pitch and p5 level, which may be set as
   well; p6 index of the preset, p7 velocity, p8 first channel.

   Where a note begins inside a k-cycle, the first outch of that cycle delays
   its sound by as much again; so each of them begins with one of nothing. */
static const char text[] =
  "instr 10900\n"
  "kwant = p4\n"
  "kfast = p5\n"
  "ilag = p11 == 0 ? p10 : 0\n"
  "kgain sc_lag kwant, ilag, p4\n"
  "kspeed sc_lag kfast, ilag, p5\n"
  "ichannels ftchnls p6\n"
  "ichannels = max(1, ichannels)\n"
  "irate ftsr p6\n"
  "ilength = int(ftlen(p6) / ichannels) / irate\n"
  "ifade = max(p8, 2 / kr)\n"
  "again interp kgain\n"
  "aone init p4\n"
  "aon linseg 1 / ksmps, 1 / kr - 1 / sr, 1, 1, 1\n"
  "afade linsegr 0, ifade, 1, ifade, 0\n"
  "asound[] loscilx 1, kspeed, p6, 4, 1, p9 * irate\n"
  "anothing init 0\n"
  "outch 1, anothing\n"
  "kcycle init 0\n"
  "kplace init p9\n"
  "if kcycle == 0 then\n"
  "again = aone * aon\n"
  "else\n"
  "again = again * aon\n"
  "endif\n"
  "afade = afade * again\n"
  "kchannel = 0\n"
  "while kchannel < ichannels do\n"
  "if p7 + kchannel <= nchnls then\n"
  "aout = asound[kchannel] * afade\n"
  "outch p7 + kchannel, aout\n"
  "endif\n"
  "kchannel += 1\n"
  "od\n"
  "kleft = kspeed > 0 ? ilength - kplace : kplace\n"
  "kplace += kspeed * (ksmps / sr)\n"
  "if p11 != 0 then\n"
  "if kplace + kspeed * (ksmps / sr) >= ilength - ifade - ksmps / sr then\n"
  "turnoff\n"
  "endif\n"
  "elseif kspeed != 0 && kleft <= abs(kspeed) * (ifade + 3.001 / kr) then\n"
  "turnoff\n"
  "endif\n"
  "kcycle += 1\n"
  "endin\n"
  "instr 10901\n"
  "if p4 == 0 then\n"
  "asound pinkish ampdbfs(p6)\n"
  "else\n"
  "asound oscili ampdbfs(p6), 1000\n"
  "endif\n"
  "anothing init 0\n"
  "outch 1, anothing\n"
  "kcycle init 0\n"
  "kchannel = int((kcycle - 0.001) / kr / p5) % nchnls\n"
  "outch kchannel + 1, asound\n"
  "kcycle += 1\n"
  "endin\n"
  "instr 10902\n"
  "kwant = p4\n"
  "kfast = p5\n"
  "kgain sc_lag kwant, 0.01, p4\n"
  "kspeed sc_lag kfast, 0.01, p5\n"
  "ichannels csnstream p6\n"
  "asound[] init ichannels\n"
  "anothing init 0\n"
  "outch 1, anothing\n"
  "kleft csnstreamread asound, p6, kspeed, kgain, max(p8, 2 / kr)\n"
  "kchannel = 0\n"
  "while kchannel < ichannels && p7 + kchannel <= nchnls do\n"
  "aout = asound[kchannel]\n"
  "outch p7 + kchannel, aout\n"
  "kchannel += 1\n"
  "od\n"
  "if kleft <= 0 then\n"
  "turnoff\n"
  "endif\n"
  "endin\n"
  "instr 10903\n"
  "anothing init 0\n"
  "outch 1, anothing\n"
  "kpitch = p4\n"
  "kamp = p5\n"
  "aleft, aright, kdone csnsoundfont p6, int(p4), p7, kpitch, kamp\n"
  "if p8 <= nchnls then\n"
  "outch p8, aleft\n"
  "endif\n"
  "if p8 < nchnls then\n"
  "outch p8 + 1, aright\n"
  "endif\n"
  "if kdone == 1 then\n"
  "turnoff\n"
  "endif\n"
  "endin\n";

int
csn_builtins_build(CsnEngine* engine, CsnInstance* instance)
{
  if (!engine->bg.builtins) {
    return 0;
  }
  const int st = csoundCompileOrc(instance->csound, text);
  atomic_store(&instance->has_builtins, !st);
  return st;
}

CsnStatus
csn_prepare_builtins(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnInstance* const newest = engine->bg.newest;
  double value = 0;
  engine->bg.builtins = true;
  if (!newest || atomic_load(&newest->has_builtins)) {
    return CSN_OK; // The next program will have them
  }
  const CsnStatus st = csn_engine_merge_tried(engine, text, &value);
  atomic_store(&newest->has_builtins, !st);
  return st;
}
