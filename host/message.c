// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Writes and reads messages. The reader walks an object's properties itself,
// with bounds, because the usual macros trust the sizes inside.
// Layer: host, control thread (pure).

#include "message.h"

#include <stdlib.h>
#include <string.h>

// A growing position in memory that is large enough by construction
typedef struct {
  char* bytes;
  size_t used;
} Writer;

static void
put(Writer* writer, const void* data, size_t size)
{
  memcpy(writer->bytes + writer->used, data, size);
  writer->used += (size + 7U) & ~(size_t)7U;
}

static void
put_property(Writer* writer,
             LV2_URID key,
             LV2_URID type,
             const void* value,
             size_t size)
{
  LV2_Atom_Property_Body head;
  memset(&head, 0, sizeof(head));
  head.key = key;
  head.value.type = type;
  head.value.size = (uint32_t)size;
  put(writer, &head, sizeof(head));
  put(writer, value, size);
}

// An object's atom with room for `size` bytes of properties
static Writer
start_object(const CsnUrids* urids, LV2_URID otype, size_t size)
{
  Writer writer = { NULL, 0 };
  writer.bytes = (char*)calloc(1, sizeof(LV2_Atom_Object) + size);
  if (writer.bytes) {
    LV2_Atom_Object object;
    memset(&object, 0, sizeof(object));
    object.atom.type = urids->atom_Object;
    object.body.otype = otype;
    put(&writer, &object, sizeof(object));
  }
  return writer;
}

static LV2_Atom*
finish_object(const Writer* writer)
{
  LV2_Atom* atom = (LV2_Atom*)(void*)writer->bytes;
  if (atom) {
    atom->size = (uint32_t)(writer->used - sizeof(LV2_Atom));
  }
  return atom;
}

LV2_Atom*
csn_message_set(const CsnUrids* urids,
                LV2_URID property,
                LV2_URID type,
                const char* text,
                int32_t sequence)
{
  const size_t size = strlen(text) + 1U;
  if (size > (1U << 29U)) {
    return NULL;
  }

  Writer writer = start_object(urids, urids->patch_Set, size + 128U);
  if (writer.bytes) {
    put_property(&writer,
                 urids->patch_property,
                 urids->atom_URID,
                 &property,
                 sizeof(property));
    if (sequence) {
      put_property(&writer,
                   urids->patch_sequenceNumber,
                   urids->atom_Int,
                   &sequence,
                   sizeof(sequence));
    }
    put_property(&writer, urids->patch_value, type, text, size);
  }
  return finish_object(&writer);
}

LV2_Atom*
csn_message_get(const CsnUrids* urids, LV2_URID property)
{
  Writer writer = start_object(urids, urids->patch_Get, 64U);
  if (writer.bytes) {
    put_property(&writer,
                 urids->patch_property,
                 urids->atom_URID,
                 &property,
                 sizeof(property));
  }
  return finish_object(&writer);
}

bool
csn_message_number(const CsnUrids* urids,
                   LV2_URID type,
                   uint32_t size,
                   const void* body,
                   double* number)
{
  if ((type == urids->atom_Int || type == urids->atom_Bool) && size == 4U) {
    int32_t value = 0;
    memcpy(&value, body, sizeof(value));
    *number = (double)value;
  } else if (type == urids->atom_Long && size == 8U) {
    int64_t value = 0;
    memcpy(&value, body, sizeof(value));
    *number = (double)value;
  } else if (type == urids->atom_Float && size == 4U) {
    float value = 0.0F;
    memcpy(&value, body, sizeof(value));
    *number = (double)value;
  } else if (type == urids->atom_Double && size == 8U) {
    memcpy(number, body, sizeof(*number));
  } else {
    return false;
  }
  return true;
}

static void
read_vector(const CsnUrids* urids,
            uint32_t size,
            const char* body,
            CsnReply* reply)
{
  LV2_Atom_Vector_Body head;
  if (size < sizeof(head)) {
    return;
  }
  memcpy(&head, body, sizeof(head));
  if (head.child_type == urids->atom_Double &&
      head.child_size == sizeof(double)) {
    reply->numbers = body + sizeof(head);
    reply->n_numbers = (size - (uint32_t)sizeof(head)) / sizeof(double);
  }
}

static void
read_value(const CsnUrids* urids,
           LV2_URID type,
           uint32_t size,
           const char* body,
           CsnReply* reply)
{
  if (type == urids->atom_String || type == urids->atom_Path) {
    const char* end = (const char*)memchr(body, 0, size);
    reply->text = body;
    reply->length = end ? (size_t)(end - body) : size;
  } else if (type == urids->atom_Vector) {
    read_vector(urids, size, body, reply);
  } else if (csn_message_number(urids, type, size, body, &reply->number)) {
    reply->has_number = true;
  }
}

static void
read_property(const CsnUrids* urids,
              const LV2_Atom_Property_Body* head,
              const char* body,
              CsnReply* reply)
{
  const LV2_URID type = head->value.type;
  const uint32_t size = head->value.size;

  if (head->key == urids->patch_sequenceNumber) {
    double number = 0.0;
    if (type == urids->atom_Int &&
        csn_message_number(urids, type, size, body, &number)) {
      reply->sequence = (int32_t)number;
    }
  } else if (head->key == urids->patch_property) {
    if (type == urids->atom_URID && size == sizeof(LV2_URID)) {
      memcpy(&reply->property, body, sizeof(LV2_URID));
    }
  } else if (head->key == urids->patch_value ||
             head->key == urids->csn_result || head->key == urids->csn_text ||
             head->key == urids->csn_error) {
    read_value(urids, type, size, body, reply);
  }
}

bool
csn_message_read(const CsnUrids* urids,
                 LV2_URID type,
                 uint32_t size,
                 const void* body,
                 CsnReply* reply)
{
  LV2_Atom_Object_Body object;
  if ((type != urids->atom_Object && type != urids->atom_Blank) ||
      size < sizeof(object)) {
    return false;
  }
  memcpy(&object, body, sizeof(object));

  CsnReply found;
  memset(&found, 0, sizeof(found));
  if (object.otype == urids->patch_Ack) {
    found.kind = CSN_REPLY_ACK;
  } else if (object.otype == urids->patch_Error) {
    found.kind = CSN_REPLY_ERROR;
  } else if (object.otype == urids->patch_Set) {
    found.kind = CSN_REPLY_SET;
  } else {
    return false;
  }

  const char* bytes = (const char*)body;
  size_t at = sizeof(object);
  LV2_Atom_Property_Body head;
  while (size - at >= sizeof(head)) {
    memcpy(&head, bytes + at, sizeof(head));
    at += sizeof(head);
    if (head.value.size > size - at) {
      return false;
    }
    read_property(urids, &head, bytes + at, &found);
    const size_t step = ((size_t)head.value.size + 7U) & ~(size_t)7U;
    at = step < size - at ? at + step : size;
  }
  *reply = found;
  return true;
}
