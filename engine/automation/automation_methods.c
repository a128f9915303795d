// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of the automation methods.  Engine layer, control thread.
*/

#include "automation.h"
#include "call/send.h"

/* Sends what all of them have in common, behind what is their own. */
static CsnStatus
send_line(CsnEngine* engine, CsnSend* send, const CsnAutomate* line)
{
  csn_send_text(send, line->mode);
  csn_send_number(send, line->delay);
  csn_send_number(send, line->overtake);
  csn_send_array(send, line->points, 2U * line->n_points);
  return csn_send_end(engine, send);
}

static bool
is_good(const CsnAutomate* line)
{
  return line && line->points && line->n_points >= 1U &&
         line->n_points <= CSN_MAX_POINTS;
}

CsnStatus
csn_engine_automatep(CsnEngine* engine,
                     double p1,
                     uint32_t index,
                     const CsnAutomate* line,
                     uint32_t request)
{
  CsnSend send;
  if (!is_good(line)) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_AUTOMATEP, request);
  csn_send_number(&send, p1);
  csn_send_number(&send, index);
  return send_line(engine, &send, line);
}

CsnStatus
csn_engine_automate_bus(CsnEngine* engine,
                        double bus,
                        const CsnAutomate* line,
                        uint32_t request)
{
  CsnSend send;
  if (!is_good(line)) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_AUTOMATE_BUS, request);
  csn_send_number(&send, bus);
  return send_line(engine, &send, line);
}

CsnStatus
csn_engine_automate_table(CsnEngine* engine,
                          uint32_t table,
                          uint32_t index,
                          const CsnAutomate* line,
                          uint32_t request)
{
  CsnSend send;
  if (!is_good(line)) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_AUTOMATE_TABLE, request);
  csn_send_number(&send, table);
  csn_send_number(&send, index);
  return send_line(engine, &send, line);
}

CsnStatus
csn_engine_automate_channel(CsnEngine* engine,
                            const char* channel,
                            const CsnAutomate* line,
                            uint32_t request)
{
  CsnSend send;
  if (!channel || !is_good(line)) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_AUTOMATE_CHANNEL, request);
  csn_send_text(&send, channel);
  return send_line(engine, &send, line);
}
