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
