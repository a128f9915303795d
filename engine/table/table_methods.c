// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of the methods of tables.  Engine layer, control thread.
*/

#include "call/send.h"
#include "engine.h"
#include "parcel.h"

#include <stdlib.h>

#define MAX_SENT 4000U ///< Numbers that a call carries by itself

CsnStatus
csn_engine_make_empty_table(CsnEngine* engine,
                            double size,
                            uint32_t n_channels,
                            double sr,
                            double delay,
                            uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_MAKE_EMPTY_TABLE, request);
  csn_send_number(&send, size);
  csn_send_number(&send, n_channels);
  csn_send_number(&send, sr);
  csn_send_number(&send, delay);
  return csn_send_end(engine, &send);
}

/* Ends a call with numbers: in itself, or with a slip for them. */
static CsnStatus
send_numbers(CsnEngine* engine, CsnSend* send, const double* data, size_t n)
{
  char slip[CSN_PARCEL_SLIP];
  if (n <= MAX_SENT) {
    csn_send_array(send, data, n);
    return csn_send_end(engine, send);
  }
  if (!csn_parcel_lay(engine, data, n, slip)) {
    return CSN_ERR_NO_MEMORY;
  }
  csn_send_text(send, slip);
  const CsnStatus st = csn_send_end(engine, send);
  if (st) {
    pthread_mutex_lock(&engine->bg.mutex);
    free(csn_parcel_take(engine, slip, &n));
    pthread_mutex_unlock(&engine->bg.mutex);
  }
  return st;
}

CsnStatus
csn_engine_make_table(CsnEngine* engine,
                      const double* data,
                      size_t n_frames,
                      uint32_t n_channels,
                      double sr,
                      int tabnum,
                      uint32_t request)
{
  CsnSend send;
  if (!data || !n_channels || !n_frames ||
      n_frames > CSN_TABLE_MAX / n_channels) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_MAKE_TABLE, request);
  csn_send_number(&send, tabnum);
  csn_send_number(&send, sr);
  csn_send_number(&send, n_channels);
  csn_send_number(&send, 1);
  return send_numbers(engine, &send, data, n_frames * n_channels);
}

CsnStatus
csn_engine_read_soundfile(CsnEngine* engine,
                          const char* path,
                          int tabnum,
                          uint32_t channel,
                          double skip,
                          uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_READ_SOUNDFILE, request);
  csn_send_text(&send, path);
  csn_send_number(&send, tabnum);
  csn_send_number(&send, channel);
  csn_send_number(&send, 0);
  csn_send_number(&send, skip);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_table_info(CsnEngine* engine, int tabnum, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_TABLE_INFO, request);
  csn_send_number(&send, tabnum);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_table_write(CsnEngine* engine,
                       int tabnum,
                       uint32_t index,
                       double value,
                       double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_TABLE_WRITE, 0);
  csn_send_number(&send, tabnum);
  csn_send_number(&send, index);
  csn_send_number(&send, value);
  csn_send_number(&send, delay);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_fill_table(CsnEngine* engine,
                      int tabnum,
                      const double* data,
                      size_t n,
                      uint32_t request)
{
  CsnSend send;
  if (!data || !n || n > CSN_TABLE_MAX) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_FILL_TABLE, request);
  csn_send_number(&send, tabnum);
  csn_send_text(&send, NULL);
  csn_send_number(&send, 0);
  return send_numbers(engine, &send, data, n);
}

CsnStatus
csn_engine_free_table(CsnEngine* engine, int tabnum, double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_FREE_TABLE, 0);
  csn_send_number(&send, tabnum);
  csn_send_number(&send, delay);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_get_table_data(CsnEngine* engine,
                          int tabnum,
                          uint32_t begin,
                          int count,
                          uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_GET_TABLE_DATA, request);
  csn_send_number(&send, tabnum);
  csn_send_number(&send, begin);
  csn_send_number(&send, count);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_set_table_metadata(CsnEngine* engine,
                              int tabnum,
                              double sr,
                              uint32_t n_channels,
                              double delay,
                              uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SET_TABLE_METADATA, request);
  csn_send_number(&send, tabnum);
  csn_send_number(&send, sr);
  csn_send_number(&send, n_channels);
  csn_send_number(&send, delay);
  csn_send_number(&send, 1);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_table_exists(CsnEngine* engine, int tabnum, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_TABLE_EXISTS, request);
  csn_send_number(&send, tabnum);
  return csn_send_end(engine, &send);
}

void
csn_engine_play_sample_defaults(CsnSampleArgs* args)
{
  const CsnSampleArgs defaults = { 0, 1, 1, 1, 0, 0, 0.01, -1 };
  *args = defaults;
}

CsnStatus
csn_engine_play_sample(CsnEngine* engine,
                       int tabnum,
                       const CsnSampleArgs* args,
                       uint32_t request)
{
  CsnSampleArgs said;
  CsnSend send;
  csn_engine_play_sample_defaults(&said);
  said = args ? *args : said;
  csn_send_begin(&send, CSN_METHOD_PLAY_SAMPLE, request);
  csn_send_number(&send, tabnum);
  csn_send_number(&send, said.delay);
  csn_send_number(&send, said.chan);
  csn_send_number(&send, said.speed);
  csn_send_number(&send, said.gain);
  csn_send_number(&send, said.fade);
  csn_send_number(&send, said.start);
  csn_send_number(&send, said.lag);
  csn_send_number(&send, said.dur);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_test_audio(CsnEngine* engine,
                      double dur,
                      double delay,
                      double period,
                      const char* mode,
                      double gaindb,
                      uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_TEST_AUDIO, request);
  csn_send_number(&send, dur);
  csn_send_number(&send, delay);
  csn_send_number(&send, period);
  csn_send_text(&send, mode);
  csn_send_number(&send, gaindb);
  return csn_send_end(engine, &send);
}
