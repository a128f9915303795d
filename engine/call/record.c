// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "record.h"

#include <string.h>

/** Head of an argument. */
typedef struct {
  uint32_t type;
  uint32_t size; ///< Bytes that follow, without padding
} ArgHead;

static size_t
padded(size_t size)
{
  return (size + 7U) & ~(size_t)7U;
}

void
csn_record_begin(CsnRecordWriter* writer,
                 void* buffer,
                 size_t capacity,
                 uint16_t method,
                 uint32_t request)
{
  const CsnRecord head = { sizeof(CsnRecord), request, method, 0,
                           CSN_NO_VARIABLE,   0 };

  writer->buffer = (unsigned char*)buffer;
  writer->capacity = capacity;
  writer->size = sizeof(head);
  writer->overflow = capacity < sizeof(head);
  if (!writer->overflow) {
    memcpy(buffer, &head, sizeof(head));
  }
}

static void
put(CsnRecordWriter* writer,
    CsnArgType type,
    const void* bytes,
    size_t size,
    size_t n_zeros)
{
  const ArgHead head = { (uint32_t)type, (uint32_t)(size + n_zeros) };
  const size_t total = sizeof(head) + padded(size + n_zeros);
  CsnRecord* const record = (CsnRecord*)(void*)writer->buffer;
  if (writer->overflow || size > UINT32_MAX / 2U ||
      total > writer->capacity - writer->size || record->n_args == UINT16_MAX) {
    writer->overflow = true;
    return;
  }

  unsigned char* const to = writer->buffer + writer->size;
  memcpy(to, &head, sizeof(head));
  memset(to + total - 8U, 0, 8U);
  if (size && bytes) {
    memcpy(to + sizeof(head), bytes, size);
  }
  writer->size += total;
  ++record->n_args;
}

void
csn_record_number(CsnRecordWriter* writer, double value)
{
  put(writer, CSN_ARG_NUMBER, &value, sizeof(value), 0);
}

void
csn_record_text(CsnRecordWriter* writer, const char* text, size_t length)
{
  put(writer, CSN_ARG_TEXT, text, length, 1);
}

void
csn_record_name(CsnRecordWriter* writer, const char* name, size_t length)
{
  put(writer, CSN_ARG_NAME, name, length, 1);
}

size_t
csn_record_name_length(const char* text, size_t length)
{
  size_t n = 0;
  while (n < length && ((text[n] >= 'a' && text[n] <= 'z') ||
                        (text[n] >= 'A' && text[n] <= 'Z') || text[n] == '_' ||
                        (n && text[n] >= '0' && text[n] <= '9'))) {
    ++n;
  }
  return n < length && text[n] == '=' ? n : 0U;
}

void
csn_record_array(CsnRecordWriter* writer, const double* values, size_t n)
{
  if (n > UINT32_MAX / 2U / sizeof(double)) {
    writer->overflow = true;
    return;
  }
  put(writer, CSN_ARG_ARRAY, values, n * sizeof(double), 0);
}

double*
csn_record_array_space(CsnRecordWriter* writer, size_t n)
{
  const size_t at = writer->size;
  csn_record_array(writer, NULL, n);
  return writer->overflow
           ? NULL
           : (double*)(void*)(writer->buffer + at + sizeof(ArgHead));
}

void
csn_record_variable(CsnRecordWriter* writer, uint32_t slot)
{
  put(writer, CSN_ARG_VARIABLE, &slot, sizeof(slot), 0);
}

CsnRecord*
csn_record_end(CsnRecordWriter* writer)
{
  if (writer->overflow) {
    return NULL;
  }
  CsnRecord* const record = (CsnRecord*)(void*)writer->buffer;
  record->size = (uint32_t)writer->size;
  return record;
}

bool
csn_record_is_valid(const void* bytes, size_t size)
{
  CsnRecord head;
  if (size < sizeof(head) || size > UINT32_MAX) {
    return false;
  }
  memcpy(&head, bytes, sizeof(head));
  if (head.size != size || (size & 7U)) {
    return false;
  }

  CsnArgReader reader = csn_record_args((const CsnRecord*)bytes);
  CsnArg arg;
  uint32_t n = 0;
  while (csn_args_next(&reader, &arg)) {
    ++n;
  }
  return n == head.n_args && reader.at == reader.end;
}

CsnArgReader
csn_record_args(const CsnRecord* record)
{
  const unsigned char* const bytes = (const unsigned char*)record;
  const CsnArgReader reader = { bytes + sizeof(*record),
                                bytes + record->size,
                                record->n_args };
  return reader;
}

bool
csn_args_next(CsnArgReader* reader, CsnArg* arg)
{
  ArgHead head;
  if (!reader->left || (size_t)(reader->end - reader->at) < sizeof(head)) {
    return false;
  }
  memcpy(&head, reader->at, sizeof(head));
  const unsigned char* const body = reader->at + sizeof(head);
  if ((size_t)(reader->end - body) < padded(head.size)) {
    return false;
  }

  memset(arg, 0, sizeof(*arg));
  arg->type = (CsnArgType)head.type;
  arg->text = "";
  if (head.type == CSN_ARG_NUMBER && head.size == sizeof(double)) {
    memcpy(&arg->number, body, sizeof(double));
  } else if (head.type == CSN_ARG_VARIABLE && head.size == sizeof(uint32_t)) {
    memcpy(&arg->slot, body, sizeof(uint32_t));
  } else if ((head.type == CSN_ARG_TEXT || head.type == CSN_ARG_NAME) &&
             head.size > 0 && !body[head.size - 1U]) {
    arg->text = (const char*)body;
    arg->length = head.size - 1U;
  } else if (head.type == CSN_ARG_ARRAY && head.size % sizeof(double) == 0) {
    arg->array = (const double*)(const void*)body;
    arg->length = head.size / sizeof(double);
  } else {
    return false;
  }

  reader->at = body + padded(head.size);
  --reader->left;
  return true;
}
