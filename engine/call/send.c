// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "send.h"

#include "argument.h"
#include "base/number.h"
#include "engine.h"

#include <stdlib.h>
#include <string.h>

void
csn_send_begin(CsnSend* send, CsnMethodId method, uint32_t request)
{
  send->large = NULL;
  send->no_memory = false;
  csn_record_begin(
    &send->writer, send->small, sizeof(send->small), (uint16_t)method, request);
}

void
csn_send_door(CsnSend* send, unsigned door)
{
  CsnRecord* const record = (CsnRecord*)(void*)send->writer.buffer;
  record->door = (uint16_t)door;
}

/* Sees that there is room for an argument of so many bytes. */
static void
make_room(CsnSend* send, size_t size)
{
  CsnRecordWriter* const writer = &send->writer;
  const size_t need = size + 32U;
  if (writer->overflow || need <= writer->capacity - writer->size) {
    return;
  }
  const size_t capacity = 2U * (writer->capacity + need);
  void* const larger = realloc(send->large, capacity);
  if (!larger) {
    writer->overflow = true;
    send->no_memory = true;
    return;
  }
  if (!send->large) {
    memcpy(larger, send->small, writer->size);
  }
  send->large = larger;
  writer->buffer = (unsigned char*)larger;
  writer->capacity = capacity;
}

void
csn_send_number(CsnSend* send, double value)
{
  make_room(send, sizeof(value));
  csn_record_number(&send->writer, value);
}

void
csn_send_text(CsnSend* send, const char* text)
{
  if (text) {
    make_room(send, strlen(text));
    csn_record_text(&send->writer, text, strlen(text));
  } else {
    csn_send_number(send, 0);
  }
}

const char*
csn_send_argument(CsnSend* send,
                  const CsnParam* param,
                  const char* text,
                  bool plain)
{
  const size_t length = strlen(text);
  make_room(send, length + 64U); // A name and its value
  return csn_argument_text(&send->writer, param, text, length, plain);
}

void
csn_send_name(CsnSend* send, const char* name, size_t length)
{
  make_room(send, length);
  csn_record_name(&send->writer, name, length);
}

void
csn_send_instr(CsnSend* send, const char* instr)
{
  double number = 0;
  instr = instr ? instr : ""; // Refused where the call is carried out
  const char* const end = instr + strlen(instr);
  if (csn_number_parse(instr, end, &number) == end) {
    csn_send_number(send, number);
  } else {
    csn_send_text(send, instr);
  }
}

void
csn_send_array(CsnSend* send, const double* values, size_t n)
{
  make_room(send, n * sizeof(double));
  csn_record_array(&send->writer, values, n);
}

void
csn_send_drop(CsnSend* send)
{
  free(send->large);
  send->large = NULL;
}

CsnStatus
csn_send_end(CsnEngine* engine, CsnSend* send)
{
  const CsnRecord* const record = csn_record_end(&send->writer);
  CsnStatus st = send->no_memory ? CSN_ERR_NO_MEMORY : CSN_ERR_FULL;
  if (record) {
    pthread_mutex_lock(&engine->send_mutex);
    if (csn_ring_write(engine->commands, record, record->size, NULL, 0)) {
      st = CSN_OK;
    }
    pthread_mutex_unlock(&engine->send_mutex);
  }
  free(send->large);
  return st;
}

CsnStatus
csn_send_bare(CsnEngine* engine, CsnMethodId method, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, method, request);
  return csn_send_end(engine, &send);
}
