// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "saved.h"

#include "base/clocale.h"
#include "call/send.h"
#include "csonance.h"
#include "engine.h"
#include "session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Writing

/* The bytes that an argument takes, and the argument itself where there is
   room for it. */
static size_t
write_argument(const CsnArg* arg, char* to, size_t size)
{
  uint64_t bits = 0;
  int n = 0;
  if (arg->type == CSN_ARG_TEXT || arg->type == CSN_ARG_NAME) {
    n = snprintf(to,
                 size,
                 "%s %zu %s\n",
                 arg->type == CSN_ARG_TEXT ? "text" : "name",
                 strlen(arg->text),
                 arg->text);
  } else {
    memcpy(&bits, &arg->number, sizeof(bits));
    n = snprintf(to, size, "number %016" PRIx64 "\n", bits);
  }
  return n > 0 ? (size_t)n : 0U;
}

char*
csn_saved_write(const CsnRecord* record)
{
  CsnArg arg;
  size_t size = 5;
  CsnArgReader args = csn_record_args(record);
  while (csn_args_next(&args, &arg)) {
    size += write_argument(&arg, NULL, 0);
  }
  char* const text = (char*)malloc(size);
  size_t length = 0;
  args = csn_record_args(record);
  while (text && csn_args_next(&args, &arg)) {
    length += write_argument(&arg, text + length, size - length);
  }
  if (text) {
    (void)snprintf(text + length, size - length, "end\n");
  }
  return text;
}

char*
csn_engine_session_state(CsnEngine* engine)
{
  static const char head[] = "defInstr\n";
  char* text = NULL;
  pthread_mutex_lock(&engine->bg.mutex);
  const CsnSession* const session = engine->session;
  if (atomic_load(&session->is_made)) {
    size_t size = 64;
    for (uint32_t i = 0; i < session->n_instrs; ++i) {
      size += sizeof(head) + strlen(session->list[i]->told);
    }
    text = (char*)malloc(size);
    int n = text ? snprintf(text,
                            size,
                            "session %u %u %u\n",
                            session->n_priorities,
                            session->max_controls,
                            session->n_slots)
                 : 0;
    for (uint32_t i = 0; text && i < session->n_instrs; ++i) {
      n += snprintf(
        text + n, size - (size_t)n, "%s%s", head, session->list[i]->told);
    }
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  return text;
}

// Reading

/* Takes a word that ends with a sign. */
static bool
take(const char** at, const char* word)
{
  const size_t length = strlen(word);
  if (strncmp(*at, word, length) != 0) {
    return false;
  }
  *at += length;
  return true;
}

/* Takes the length and the bytes behind `text` or `name`. */
static const char*
take_bytes(const char** at, size_t* length)
{
  char* end = NULL;
  const unsigned long n = strtoul(*at, &end, 10);
  if (end == *at || *end != ' ' || n > strlen(end + 1) || end[1 + n] != '\n') {
    return NULL;
  }
  const char* const bytes = end + 1;
  *length = n;
  *at = bytes + n + 1;
  return bytes;
}

static bool
take_number(const char** at, double* number)
{
  char* end = NULL;
  const uint64_t bits = strtoull(*at, &end, 16);
  memcpy(number, &bits, sizeof(bits));
  if (end != *at + 16 || *end != '\n') {
    return false;
  }
  *at = end + 1;
  return true;
}

/* Reads the arguments of a call, behind `defInstr`. */
static bool
take_arguments(const char** at, CsnSend* send)
{
  while (!take(at, "end\n")) {
    const bool is_text = take(at, "text ");
    const bool is_name = !is_text && take(at, "name ");
    double number = 0;
    if (is_text || is_name) {
      size_t length = 0;
      const char* const bytes = take_bytes(at, &length);
      char* const copy = bytes ? strndup(bytes, length) : NULL;
      if (!copy) {
        return false;
      }
      if (is_text) {
        csn_send_text(send, copy);
      } else {
        csn_send_name(send, copy, length);
      }
      free(copy);
    } else if (take(at, "number ") && take_number(at, &number)) {
      csn_send_number(send, number);
    } else {
      return false;
    }
  }
  return true;
}

static CsnStatus
restore_one(CsnEngine* engine, const char** at)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_DEF_INSTR, 0);
  CsnStatus st = CSN_ERR_BAD_DATA;
  const bool whole = take_arguments(at, &send);
  const CsnRecord* const record = csn_record_end(&send.writer);
  if (whole && record) {
    CsnJob job = { .engine = engine,
                   .record = record,
                   .args = csn_record_args(record) };
    st = csn_session_restore(&job);
    if (st && job.problem) {
      (void)csn_diagnostic_add(engine->bg.list,
                               CSN_SEVERITY_ERROR,
                               "session",
                               0,
                               0,
                               "%s",
                               job.problem);
    }
  }
  csn_send_drop(&send);
  // What is wrong with one instrument leaves the others
  return whole || !record ? st : CSN_ERR_BAD_DATA;
}

static CsnStatus
restore(CsnEngine* engine, const char* text)
{
  const char* at = text;
  double sizes[3] = { 0, 0, 0 };
  if (!take(&at, "session")) {
    return CSN_ERR_BAD_DATA;
  }
  for (unsigned i = 0; i < 3U; ++i) {
    char* end = NULL;
    sizes[i] = (double)strtoul(at, &end, 10);
    at = end;
  }
  CsnStatus st = take(&at, "\n") ? csn_session_restore_sizes(engine, sizes)
                                 : CSN_ERR_BAD_DATA;
  CsnStatus first = CSN_OK;
  while (!st && *at) {
    const bool one = take(&at, "defInstr\n");
    const CsnStatus each = one ? restore_one(engine, &at) : CSN_ERR_BAD_DATA;
    first = first ? first : each;
    st = each == CSN_ERR_BAD_DATA ? each : CSN_OK;
  }
  return st ? st : first;
}

CsnStatus
csn_engine_set_session_state(CsnEngine* engine,
                             const char* text,
                             char* report,
                             size_t report_size)
{
  const locale_t locale = csn_clocale_enter();
  pthread_mutex_lock(&engine->bg.mutex);
  csn_diagnostic_list_clear(engine->bg.list);
  const CsnStatus st = restore(engine, text);
  if (report && report_size) {
    csn_diagnostic_list_format(engine->bg.list, report, report_size);
  }
  csn_diagnostic_list_clear(engine->bg.list);
  pthread_mutex_unlock(&engine->bg.mutex);
  csn_clocale_leave(locale);
  return st;
}
