// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "prepare.h"

#include "engine.h"

bool
csn_preparing_rt(CsnEngine* engine)
{
  return engine->rt.n_asked !=
         engine->rt.n_prepared +
           atomic_load_explicit(&engine->shared.n_unprepared,
                                memory_order_acquire);
}

bool
csn_prepare_rt(CsnEngine* engine, const CsnRecord* record)
{
  const CsnPreparation* const preparation = csn_preparation(record->method);
  if (!preparation) {
    return false;
  }
  const bool busy =
    atomic_load_explicit(&engine->shared.n_awaited, memory_order_acquire) > 0;
  if ((!busy || preparation->sure) && !preparation->lacks(engine, record)) {
    return false;
  }
  CsnRecord head = *record;
  head.request = 0; // The call itself is answered
  head.variable = CSN_NO_VARIABLE;
  if (!csn_engine_post_part(engine, engine->rt.now, &head, record)) {
    return false;
  }
  ++engine->rt.n_asked;
  return true;
}
