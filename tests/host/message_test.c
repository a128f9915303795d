// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Messages between host and plugin (layer: tests).

#include "tests/harness.h"

#include "host/message.h"

#include <lv2/atom/forge.h>
#include <lv2/atom/util.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static CsnUridMap* map;

static int
set_up(void)
{
  map = csn_urid_map_new();
  return !map;
}

static int
tear_down(void)
{
  csn_urid_map_free(map);
  return 0;
}

static bool
read_atom(const LV2_Atom* atom, CsnReply* reply)
{
  return csn_message_read(&map->known, atom->type, atom->size, atom + 1, reply);
}

static void
what_is_set_is_read_by_the_usual_macros(void)
{
  const CsnUrids* urids = &map->known;
  LV2_Atom* atom = csn_message_set(
    urids, urids->csn_call, urids->atom_String, "sched 1 0 2", 77);
  CU_ASSERT_PTR_NOT_NULL_FATAL(atom);
  const LV2_Atom* property = NULL;
  const LV2_Atom* value = NULL;
  const LV2_Atom* number = NULL;
  const LV2_Atom_Object* object = (const LV2_Atom_Object*)atom;
  CU_ASSERT_EQUAL(object->body.otype, urids->patch_Set);
  lv2_atom_object_get(object,
                      urids->patch_property,
                      &property,
                      urids->patch_value,
                      &value,
                      urids->patch_sequenceNumber,
                      &number,
                      0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(property);
  CU_ASSERT_PTR_NOT_NULL_FATAL(value);
  CU_ASSERT_PTR_NOT_NULL_FATAL(number);
  CU_ASSERT_EQUAL(((const LV2_Atom_URID*)property)->body, urids->csn_call);
  CU_ASSERT_EQUAL(((const LV2_Atom_Int*)number)->body, 77);
  CU_ASSERT_EQUAL(value->type, urids->atom_String);
  CU_ASSERT_EQUAL(value->size, strlen("sched 1 0 2") + 1U);
  CU_ASSERT_STRING_EQUAL((const char*)(value + 1), "sched 1 0 2");
  free(atom);
}

static void
what_is_set_is_read_back(void)
{
  const CsnUrids* urids = &map->known;
  char text[1000] = "";
  for (size_t i = 0; i + 1U < sizeof(text); i += 7U) {
    memset(text, 'x', i);
    text[i] = '\0';
    LV2_Atom* atom =
      csn_message_set(urids, urids->csn_file, urids->atom_Path, text, 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(atom);
    CsnReply reply;
    CU_ASSERT_TRUE_FATAL(read_atom(atom, &reply));
    CU_ASSERT_EQUAL(reply.kind, CSN_REPLY_SET);
    CU_ASSERT_EQUAL(reply.sequence, 0);
    CU_ASSERT_EQUAL(reply.property, urids->csn_file);
    CU_ASSERT_EQUAL(reply.length, i);
    CU_ASSERT_EQUAL(memcmp(reply.text, text, i), 0);
    free(atom);
  }
}

// Forges an answer with a result of the given type into `buffer`
static void
forge_answer(uint8_t* buffer, size_t size, LV2_URID otype, int kind)
{
  const CsnUrids* urids = &map->known;
  LV2_Atom_Forge forge;
  LV2_Atom_Forge_Frame frame;
  lv2_atom_forge_init(&forge, &map->map);
  lv2_atom_forge_set_buffer(&forge, buffer, size);
  lv2_atom_forge_object(&forge, &frame, 0, otype);
  lv2_atom_forge_key(&forge, map->map.map(map, "urn:some:other"));
  lv2_atom_forge_int(&forge, 1);
  lv2_atom_forge_key(&forge, urids->patch_sequenceNumber);
  lv2_atom_forge_int(&forge, 5);
  lv2_atom_forge_key(&forge,
                     kind == 'e' ? urids->csn_error : urids->csn_result);
  if (kind == 'd') {
    lv2_atom_forge_double(&forge, 101.0001);
  } else if (kind == 'f') {
    lv2_atom_forge_float(&forge, 0.5F);
  } else if (kind == 'i') {
    lv2_atom_forge_int(&forge, -3);
  } else if (kind == 'l') {
    lv2_atom_forge_long(&forge, 1LL << 40U);
  } else if (kind == 'v') {
    const double numbers[] = { 44100, 1.5, -2 };
    lv2_atom_forge_vector(
      &forge, sizeof(double), urids->atom_Double, 3, numbers);
    lv2_atom_forge_key(&forge, urids->csn_text);
    lv2_atom_forge_string(&forge, "x.wav", 5);
  } else {
    lv2_atom_forge_string(&forge, "said", 4);
  }
  lv2_atom_forge_pop(&forge, &frame);
}

static void
several_numbers_and_a_text_are_read(void)
{
  uint8_t buffer[512];
  CsnReply reply;
  const CsnUrids* urids = &map->known;
  forge_answer(buffer, sizeof(buffer), urids->patch_Ack, 'v');
  CU_ASSERT_TRUE_FATAL(read_atom((const LV2_Atom*)(void*)buffer, &reply));
  CU_ASSERT_EQUAL_FATAL(reply.n_numbers, 3);
  CU_ASSERT_FALSE(reply.has_number);
  double numbers[3] = { 0 };
  memcpy(numbers, reply.numbers, sizeof(numbers));
  CU_ASSERT_DOUBLE_EQUAL(numbers[0], 44100, 0);
  CU_ASSERT_DOUBLE_EQUAL(numbers[1], 1.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(numbers[2], -2, 0);
  CU_ASSERT_EQUAL_FATAL(reply.length, 5);
  CU_ASSERT_EQUAL(memcmp(reply.text, "x.wav", 5), 0);
}

static void
answers_are_read_whatever_the_type_of_the_result(void)
{
  const struct {
    int kind;
    double number;
  } cases[] = {
    { 'd', 101.0001 }, { 'f', 0.5 }, { 'i', -3.0 }, { 'l', 1099511627776.0 }
  };
  union {
    uint64_t aligned[64];
    uint8_t bytes[512];
    LV2_Atom atom;
  } buffer;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    CsnReply reply;
    forge_answer(buffer.bytes,
                 sizeof(buffer.bytes),
                 map->known.patch_Ack,
                 cases[i].kind);
    CU_ASSERT_TRUE_FATAL(read_atom(&buffer.atom, &reply));
    CU_ASSERT_EQUAL(reply.kind, CSN_REPLY_ACK);
    CU_ASSERT_EQUAL(reply.sequence, 5);
    CU_ASSERT_TRUE(reply.has_number);
    CU_ASSERT_DOUBLE_EQUAL(reply.number, cases[i].number, 0.0);
    CU_ASSERT_PTR_NULL(reply.text);
  }

  CsnReply reply;
  forge_answer(buffer.bytes, sizeof(buffer.bytes), map->known.patch_Error, 'e');
  CU_ASSERT_TRUE_FATAL(read_atom(&buffer.atom, &reply));
  CU_ASSERT_EQUAL(reply.kind, CSN_REPLY_ERROR);
  CU_ASSERT_EQUAL(reply.length, 4);
  CU_ASSERT_EQUAL(memcmp(reply.text, "said", 4), 0);
}

static void
malformed_messages_are_never_read_beyond_their_end(void)
{
  uint8_t good[512] = { 0 };
  forge_answer(good, sizeof(good), map->known.patch_Error, 'e');
  LV2_Atom head;
  memcpy(&head, good, sizeof(head));

  // Each length, and random changes of bytes, in memory of exactly that size
  uint64_t state = 7;
  for (uint32_t size = 0; size <= head.size; ++size) {
    for (int round = 0; round < 200; ++round) {
      uint8_t* body = (uint8_t*)malloc(size + !size);
      CU_ASSERT_PTR_NOT_NULL_FATAL(body);
      memcpy(body, good + sizeof(head), size);
      for (int change = 0; size && change < round % 5; ++change) {
        const uint64_t r = csn_test_random(&state);
        body[r % size] = (uint8_t)(r >> 32U);
      }
      CsnReply reply;
      if (csn_message_read(&map->known, head.type, size, body, &reply) &&
          reply.text) {
        CU_ASSERT_TRUE((const uint8_t*)reply.text >= body);
        CU_ASSERT_TRUE((const uint8_t*)reply.text + reply.length <=
                       body + size);
      }
      free(body);
    }
  }
  CsnReply reply;
  CU_ASSERT_FALSE(
    csn_message_read(&map->known, map->known.atom_String, 4, "abc", &reply));
}

static void
uris_are_mapped_once_and_back(void)
{
  char uri[32];
  uint32_t first[500];
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 500; ++i) {
      snprintf(uri, sizeof(uri), "urn:test:%d", i);
      const LV2_URID urid = map->map.map(map->map.handle, uri);
      CU_ASSERT_TRUE(urid > 0);
      if (round) {
        CU_ASSERT_EQUAL(urid, first[i]);
      }
      first[i] = urid;
      CU_ASSERT_STRING_EQUAL(map->unmap.unmap(map->unmap.handle, urid), uri);
    }
  }
  CU_ASSERT_PTR_NULL(map->unmap.unmap(map->unmap.handle, 0));
  CU_ASSERT_PTR_NULL(map->unmap.unmap(map->unmap.handle, 1000000));
}

static const CsnTest tests[] = {
  { "message",
    "what is set is read by the usual macros",
    what_is_set_is_read_by_the_usual_macros },
  { "message", "what is set is read back", what_is_set_is_read_back },
  { "message",
    "answers are read, whatever the type of the result",
    answers_are_read_whatever_the_type_of_the_result },
  { "message",
    "several numbers and a text are read",
    several_numbers_and_a_text_are_read },
  { "message",
    "malformed messages are never read beyond their end",
    malformed_messages_are_never_read_beyond_their_end },
  { "urids", "URIs are mapped once, and back", uris_are_mapped_once_and_back },
};
CSN_TESTS_WITH(tests, set_up, tear_down)
