// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Collects and prints lines. Layer: host, any thread; printing on the control
// thread.

#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 0))) static int
log_vprintf(LV2_Log_Handle handle,
            LV2_URID type,
            const char* format,
            va_list arguments)
{
  CsnLog* log = (CsnLog*)handle;
  const uint32_t turn =
    atomic_fetch_add_explicit(&log->next, 1U, memory_order_relaxed);
  CsnLogSlot* slot = &log->slots[turn % CSN_LOG_SLOTS];
  uint32_t expected = 0;
  if (!atomic_compare_exchange_strong(&slot->state, &expected, 1U)) {
    atomic_fetch_add_explicit(&log->n_lost, 1U, memory_order_relaxed);
    return 0;
  }

  slot->type = type;
  const int size = vsnprintf(slot->text, CSN_LOG_LINE, format, arguments);
  atomic_store_explicit(&slot->state, 2U, memory_order_release);
  return size;
}

__attribute__((format(printf, 3, 4))) static int
log_printf(LV2_Log_Handle handle, LV2_URID type, const char* format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  const int size = log_vprintf(handle, type, format, arguments);
  va_end(arguments);
  return size;
}

void
csn_log_init(CsnLog* log, const CsnUrids* urids, bool is_verbose)
{
  memset(log, 0, sizeof(*log));
  log->feature.handle = log;
  log->feature.printf = log_printf;
  log->feature.vprintf = log_vprintf;
  log->urids = urids;
  log->is_verbose = is_verbose;
}

static void
print_slot(const CsnLog* log, const CsnLogSlot* slot)
{
  const bool is_minor =
    slot->type == log->urids->log_Note || slot->type == log->urids->log_Trace;
  if (is_minor && !log->is_verbose) {
    return;
  }
  const size_t length = strlen(slot->text);
  const bool has_end = length && slot->text[length - 1U] == '\n';
  fprintf(stderr, "%s%s", slot->text, has_end ? "" : "\n");
}

void
csn_log_print(CsnLog* log)
{
  // From the oldest slot on; a line that is being written waits for next time
  const uint32_t start = atomic_load(&log->next);
  for (uint32_t n = 0; n < CSN_LOG_SLOTS; ++n) {
    CsnLogSlot* slot = &log->slots[(start + n) % CSN_LOG_SLOTS];
    if (atomic_load_explicit(&slot->state, memory_order_acquire) == 2U) {
      print_slot(log, slot);
      atomic_store_explicit(&slot->state, 0U, memory_order_release);
    }
  }

  const uint32_t n_lost = atomic_exchange(&log->n_lost, 0U);
  if (n_lost) {
    fprintf(stderr, "csonance: %u lines of the plugin's log lost\n", n_lost);
  }
}

void
csn_say(const char* format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  fputs("csonance: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}
