// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of the methods that play files.  Engine layer, control
  thread.
*/

#include "call/send.h"
#include "csonance_sound.h"

CsnStatus
csn_engine_play_sound_from_disk(CsnEngine* engine,
                                const char* path,
                                double delay,
                                uint32_t chan,
                                double speed,
                                double fade,
                                uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_PLAY_SOUND_FROM_DISK, request);
  csn_send_text(&send, path);
  csn_send_number(&send, delay);
  csn_send_number(&send, chan);
  csn_send_number(&send, speed);
  csn_send_number(&send, fade);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_soundfont_prepare_preset(CsnEngine* engine,
                                    const char* path,
                                    int bank,
                                    int preset,
                                    uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SOUNDFONT_PREPARE_PRESET, request);
  csn_send_text(&send, path);
  csn_send_number(&send, bank);
  csn_send_number(&send, preset);
  return csn_send_end(engine, &send);
}

void
csn_engine_soundfont_play_defaults(CsnSoundfontArgs* args)
{
  const CsnSoundfontArgs defaults = { 0.7, 0, -1, -1, 1 };
  *args = defaults;
}

CsnStatus
csn_engine_soundfont_play(CsnEngine* engine,
                          int index,
                          double pitch,
                          const CsnSoundfontArgs* args,
                          uint32_t request)
{
  CsnSoundfontArgs said;
  CsnSend send;
  csn_engine_soundfont_play_defaults(&said);
  said = args ? *args : said;
  csn_send_begin(&send, CSN_METHOD_SOUNDFONT_PLAY, request);
  csn_send_number(&send, index);
  csn_send_number(&send, pitch);
  csn_send_number(&send, said.amp);
  csn_send_number(&send, said.delay);
  csn_send_number(&send, said.dur);
  csn_send_number(&send, said.vel);
  csn_send_number(&send, said.chan);
  return csn_send_end(engine, &send);
}
