// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "prepare.h"

#include "channel/channels.h"
#include "channel/strings.h"
#include "session/session.h"
#include "sound/stream.h"
#include "table/builtin.h"

#include <stddef.h>

static const CsnPreparation preparations[] = {
  { CSN_METHOD_CHANNEL_POINTER, csn_lacks_channel, csn_prepare_channel, false },
  { CSN_METHOD_INIT_CHANNEL, csn_lacks_channel, csn_prepare_channel, false },
  { CSN_METHOD_PLAY_SAMPLE, csn_lacks_builtins, csn_prepare_builtins, false },
  { CSN_METHOD_PLAY_SOUND_FROM_DISK,
    csn_lacks_stream,
    csn_prepare_stream,
    true },
  { CSN_METHOD_SET_CHANNEL, csn_lacks_channel, csn_prepare_channel, false },
  { CSN_METHOD_PREPARE_SCHED,
    csn_lacks_scheduled,
    csn_prepare_scheduled,
    true },
  { CSN_METHOD_SCHED, csn_lacks_scheduled, csn_prepare_scheduled, true },
  { CSN_METHOD_SOUNDFONT_PLAY,
    csn_lacks_builtins,
    csn_prepare_builtins,
    false },
  { CSN_METHOD_STR_SET, csn_lacks_string, csn_prepare_string, false },
  { CSN_METHOD_TEST_AUDIO, csn_lacks_builtins, csn_prepare_builtins, false },
};

const CsnPreparation*
csn_preparation(uint16_t method)
{
  for (size_t i = 0; i < sizeof(preparations) / sizeof(preparations[0]); ++i) {
    if (preparations[i].method == (CsnMethodId)method) {
      return &preparations[i];
    }
  }
  return NULL;
}
