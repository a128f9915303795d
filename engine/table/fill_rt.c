// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "fill.h"

#include "engine.h"

#include <string.h>

const char*
csn_fill_method_unknown(const CsnArg* method)
{
  return method->type == CSN_ARG_TEXT && *method->text &&
             strcmp(method->text, "pointer") != 0 &&
             strcmp(method->text, "api") != 0
           ? "the method is pointer or api"
           : NULL;
}

void
csn_fill_take(CsnEngine* engine, const void* data)
{
  CsnFillDelivery delivery;
  CsnFill** link = &engine->rt.fills;
  csn_role_enter_audio();
  memcpy(&delivery, data, sizeof(CsnFillDelivery));
  while (*link) {
    link = &(*link)->next_rt;
  }
  *link = delivery.fill;
}

CSN_AUDIO static void
answer(CsnFill* fill, int64_t frame, CsnStatus st, const char* text)
{
  if (st || fill->request) {
    const CsnReply reply = { .type = st ? CSN_REPLY_FAILED : CSN_REPLY_DONE,
                             .status = st,
                             .request = fill->request,
                             .door = fill->door,
                             .frame = frame,
                             .length = text ? strlen(text) : 0,
                             .text = text };
    csn_engine_reply_rt(fill->engine, &reply);
  }
  if (fill->waited) {
    --fill->engine->rt.n_syncs;
  }
  fill->answered = true;
}

/* Writes some of it; the table may have been replaced since the last time. */
CSN_AUDIO static void
write_portion(CsnFill* fill, FUNC* func, int64_t frame)
{
  const size_t most = fill->n < func->flen ? fill->n : func->flen;
  const size_t left = fill->n_done < most ? most - fill->n_done : 0U;
  const size_t n = left < CSN_FILL_PORTION ? left : CSN_FILL_PORTION;
  memcpy(func->ftable + fill->n_done,
         fill->numbers + fill->n_done,
         n * sizeof(double));
  fill->n_done += n;
  if (n == left) {
    func->ftable[func->flen] = func->ftable[0]; // The guard point
    answer(fill, frame, CSN_OK, csn_table_left_out(func, fill->n));
  }
}

void
csn_fills_run_rt(CsnEngine* engine, const CsnInstance* instance, int64_t frame)
{
  CsnFill* const fill = engine->rt.fills;
  if (!fill) {
    return;
  }
  if (!fill->answered) {
    FUNC* const func = csn_table_find_rt(instance, fill->table);
    const char* const problem = csn_table_cannot_take(func, fill->n);
    if (problem) {
      answer(fill, frame, func ? CSN_ERR_BAD_ARG : CSN_ERR_NOT_FOUND, problem);
    } else {
      write_portion(fill, func, frame);
    }
  }
  if (fill->answered) {
    CsnFill* const next = fill->next_rt; // The worker may free it at once
    if (csn_discard_rt(engine, fill->dispose, fill)) {
      engine->rt.fills = next;
    }
  }
}
