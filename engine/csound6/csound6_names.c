// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "csound6_names.h"

#include "csound6.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROBE_INDEX 1001L ///< Of a string; Csound makes 1008 places then
#define PROBE_KSMPS 48
#define MAX_ENTRY 128U ///< Bytes of a channel before its name

/* Longer than MAX_ENTRY, so that many bytes of its channel can be read. */
static const char probe_name[] =
  "csonance probe \xC3\xA4 csonance probe csonance probe csonance probe "
  "csonance probe csonance probe csonance probe csonance probe csonance";

static const char probe_text[] = "<CsoundSynthesizer>\n"
                                 "<CsInstruments>\n"
                                 "sr = 48000\n"
                                 "ksmps = 48\n"
                                 "nchnls = 1\n"
                                 "0dbfs = 1\n"
                                 "</CsInstruments>\n"
                                 "</CsoundSynthesizer>\n";

struct CsnNewChannel {
  CS_HASH_TABLE_ITEM item;
};

static struct {
  bool strings_known;
  size_t strsmax; ///< int: last place of the table of strings
  size_t strings; ///< char**
  bool channels_known;
  size_t channels; ///< CS_HASH_TABLE*
  // In a channel
  size_t data;          ///< MYFLT*
  size_t type;          ///< int
  size_t size;          ///< int: bytes of the data
  size_t name;          ///< char[]
  char form[MAX_ENTRY]; ///< All before the name, as in a fresh one
} places;

// Looking for the places

static void*
pointer_at(const void* base, size_t at)
{
  void* pointer = NULL;
  memcpy(&pointer, (const char*)base + at, sizeof(pointer));
  return pointer;
}

static int
int_at(const void* base, size_t at)
{
  int value = 0;
  memcpy(&value, (const char*)base + at, sizeof(value));
  return value;
}

/* Goes on to the next pointer that was null before; false: there is none. */
static bool
next_new(const char* before, const CSOUND* csound, size_t size, size_t* at)
{
  for (*at += sizeof(void*); *at + sizeof(void*) <= size;
       *at += sizeof(void*)) {
    if (!pointer_at(before, *at) && pointer_at(csound, *at)) {
      return true;
    }
  }
  return false;
}

static void
find_strings(CSOUND* csound, char* before, size_t size)
{
  unsigned found = 0;
  memcpy(before, csound, size);
  csoundSetOption(csound, "--strset1001=csonance");
  const int max = csound->GetStrsmax(csound);
  const char* const text = csound->GetStrsets(csound, PROBE_INDEX);
  size_t at = sizeof(CSOUND) / 8U * 8U;
  while (text && max > PROBE_INDEX && next_new(before, csound, size, &at)) {
    for (size_t i = 4; i <= 8; i += 4) {
      // Looked into only where the number before it is the right one
      if (int_at(csound, at - i) == max) {
        char** const table = (char**)pointer_at(csound, at);
        if (table[PROBE_INDEX] == text) {
          places.strings = at;
          places.strsmax = at - i;
          ++found;
        }
      }
    }
  }
  places.strings_known = found == 1;
}

static uint32_t
bucket_of(const CS_HASH_TABLE* table, const char* name)
{
  uint32_t hash = 0;
  for (; *name; ++name) {
    const int letter = (signed char)*name; // NOLINT: as Csound does
    hash = hash << 4U;
    hash ^= (uint32_t)letter;
  }
  return hash % (uint32_t)table->table_size;
}

/* A table of one thing, whose name and place are known. */
static const char*
only_channel(const CS_HASH_TABLE* table, const char* name)
{
  if (table->count != 1 || table->table_size < 16 ||
      table->table_size > 1 << 20 || !table->buckets) {
    return NULL;
  }
  const CS_HASH_TABLE_ITEM* const item = table->buckets[bucket_of(table, name)];
  return item && !item->next && item->key && !strcmp(item->key, name)
           ? (const char*)item->value
           : NULL;
}

/* The one place of a number in a channel. */
static bool
find_int(const char* entry, int value, size_t* at)
{
  unsigned found = 0;
  for (size_t i = 0; i < places.name; i += sizeof(int)) {
    if (int_at(entry, i) == value) {
      *at = i;
      ++found;
    }
  }
  return found == 1;
}

static bool
find_form(const char* entry, const MYFLT* data)
{
  unsigned found = 0;
  for (size_t i = 0; i < MAX_ENTRY; ++i) {
    if (!memcmp(entry + i, probe_name, sizeof(int) * 4U)) {
      places.name = i;
      ++found;
    }
  }
  if (found != 1) {
    return false;
  }
  found = 0;
  for (size_t i = 0; i < places.name; i += sizeof(void*)) {
    if (pointer_at(entry, i) == data) {
      places.data = i;
      ++found;
    }
  }
  const int size = PROBE_KSMPS * (int)sizeof(MYFLT);
  if (found != 1 || !find_int(entry, size, &places.size) ||
      !find_int(entry,
                CSOUND_AUDIO_CHANNEL | CSOUND_INPUT_CHANNEL,
                &places.type)) {
    return false;
  }

  memcpy(places.form, entry, places.name);
  return true;
}

static void
find_channels(CSOUND* csound, char* before, size_t size)
{
  MYFLT* data = NULL;
  const char* entry = NULL;
  unsigned found = 0;
  memcpy(before, csound, size);
  if (csoundGetChannelPtr(csound,
                          &data,
                          probe_name,
                          CSOUND_AUDIO_CHANNEL | CSOUND_INPUT_CHANNEL)) {
    return;
  }
  size_t at = sizeof(CSOUND) / 8U * 8U;
  while (next_new(before, csound, size, &at)) {
    // Whatever else it makes with a first channel is no smaller than a table
    const CS_HASH_TABLE* const table =
      (const CS_HASH_TABLE*)pointer_at(csound, at);
    const char* const channel = only_channel(table, probe_name);
    if (channel) {
      places.channels = at;
      entry = channel;
      ++found;
    }
  }
  places.channels_known = found == 1 && find_form(entry, data);
}

void
csn_csound_find_names(void)
{
  CSOUND* const csound = csn_csound_create(NULL, false);
  if (!csound) {
    return;
  }
  csoundSetHostImplementedAudioIO(csound, 1, 0);
  csoundSetOption(csound, "-n");
  csoundSetOption(csound, "-d");
  csoundSetOption(csound, "-m0");
  const size_t size = malloc_usable_size(csound);
  char* const before = (char*)malloc(size ? size : 1U);
  if (before && size > sizeof(CSOUND)) {
    find_strings(csound, before, size);
    if (!csoundCompileCsdText(csound, probe_text)) {
      find_channels(csound, before, size);
    }
  }
  free(before);
  csoundDestroy(csound);
}

bool
csn_csound_knows_strings(void)
{
  return places.strings_known;
}

bool
csn_csound_knows_channels(void)
{
  return places.channels_known;
}

// Strings

bool
csn_csound_place_string(CSOUND* csound, uint32_t index, char* text)
{
  char** const table = (char**)pointer_at(csound, places.strings);
  if (!table || (int64_t)index > int_at(csound, places.strsmax)) {
    return false;
  }
  table[index] = text;
  return true;
}

void
csn_csound_place_strings(CSOUND* csound, char** table, uint32_t max)
{
  char** const old = (char**)pointer_at(csound, places.strings);
  const int had = int_at(csound, places.strsmax);
  const int now = (int)max;
  if (had >= now) {
    return; // The program has made it larger itself
  }
  if (old) {
    memcpy(table, old, ((size_t)had + 1U) * sizeof(char*));
  }
  memcpy((char*)csound + places.strings, &table, sizeof(table));
  memcpy((char*)csound + places.strsmax, &now, sizeof(now));
}

// Channels

/* The bytes of a channel's value. */
static void*
make_data(CSOUND* csound, int type, size_t room, int* size)
{
  const int kind = type & CSOUND_CHANNEL_TYPE_MASK;
  *size = kind == CSOUND_STRING_CHANNEL ? (int)sizeof(STRINGDAT)
          : kind == CSOUND_AUDIO_CHANNEL
            ? (int)(csoundGetKsmps(csound) * sizeof(MYFLT))
            : (int)sizeof(MYFLT);
  void* const data = csound->Calloc(csound, (size_t)*size);
  if (data && kind == CSOUND_STRING_CHANNEL) {
    STRINGDAT* const string = (STRINGDAT*)data;
    string->data = (char*)csound->Calloc(csound, room);
    string->size = (int)room;
    return string->data ? data : NULL;
  }
  return data;
}

CsnNewChannel*
csn_csound_make_channel(CSOUND* csound, const char* name, int type, size_t room)
{
  if (!places.channels_known) {
    return NULL;
  }
  const size_t length = strlen(name) + 1U;
  int size = 0;
  CsnNewChannel* const channel =
    (CsnNewChannel*)csound->Calloc(csound, sizeof(CsnNewChannel));
  char* const key = (char*)csound->Calloc(csound, length);
  char* const entry =
    (char*)csound->Calloc(csound, places.name + sizeof(void*) + length);
  void* const data = make_data(csound, type, room, &size);
  if (!channel || !key || !entry || !data) {
    return NULL; // What there is goes with the Csound
  }
  memcpy(key, name, length);
  memcpy(entry, places.form, places.name);
  memcpy(entry + places.name, name, length);
  memcpy(entry + places.data, &data, sizeof(data));
  memcpy(entry + places.type, &type, sizeof(type));
  memcpy(entry + places.size, &size, sizeof(size));
  channel->item.key = key;
  channel->item.value = entry;
  return channel;
}

void*
csn_csound_channel_data(const CsnNewChannel* channel)
{
  return pointer_at(channel->item.value, places.data);
}

void
csn_csound_place_channel(CSOUND* csound, CsnNewChannel* channel)
{
  CS_HASH_TABLE* const table =
    (CS_HASH_TABLE*)pointer_at(csound, places.channels);
  const uint32_t bucket = bucket_of(table, channel->item.key);
  channel->item.next = table->buckets[bucket];
  table->buckets[bucket] = &channel->item;
  ++table->count;
}
