// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network OSC: a message calls a method, and is answered by /reply or /error.
  Network module, its thread.

    /METHOD ARGUMENTS      calls a method
    /METHOD/ID ARGUMENTS   the same; the answer has this number
    /csound/…              what Csound's own server knows by OSC
*/

#include "network_state.h"

#include <lo/lo.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 8U      ///< Of bundles in bundles
#define MAX_SINGLE 64U    ///< Numbers of a result that are told one by one
#define MAX_ANSWER 60000U ///< Bytes that a datagram holds, with room to spare

/** Where a message comes from. */
typedef struct {
  CsnNetwork* network;
  CsnNetworkAct server;
  const CsnAddress* from;
} Origin;

/** A message's arguments. */
typedef struct {
  CsnValue* values;
  size_t n;
  double* numbers; ///< Of all blobs
} Arguments;

bool
csn_network_is_osc(const char* bytes, size_t size)
{
  // Code may begin with a comment
  return (size >= 16 && !memcmp(bytes, "#bundle", 8)) ||
         (size >= 8 && bytes[0] == '/' && bytes[1] != '/' && bytes[1] != '*');
}

bool
csn_network_is_token(const char* token, const char* bytes, size_t length)
{
  unsigned different = 0; // As long for any guess
  for (size_t i = 0; i < length; ++i) {
    different |= (unsigned)(unsigned char)token[i] ^ (unsigned char)bytes[i];
  }
  return !different;
}

static void
refuse(const Origin* origin, const char* problem)
{
  csn_network_tell(
    origin->network, CSN_REPLY_FAILED, origin->server, origin->from, problem);
}

// Numbers in network byte order

static uint32_t
read_u32(const char* bytes)
{
  uint32_t number = 0;
  for (unsigned i = 0; i < 4U; ++i) {
    number = number << 8U | (unsigned char)bytes[i];
  }
  return number;
}

static double
read_double(const unsigned char* bytes)
{
  uint64_t bits = 0;
  double number = 0;
  for (unsigned i = 0; i < 8U; ++i) {
    bits = bits << 8U | bytes[i];
  }
  memcpy(&number, &bits, sizeof(number));
  return number;
}

static void
write_double(unsigned char* bytes, double number)
{
  uint64_t bits = 0;
  memcpy(&bits, &number, sizeof(bits));
  for (unsigned i = 0; i < 8U; ++i) {
    bytes[i] = (unsigned char)(bits >> (56U - 8U * i));
  }
}

// Arguments

/* An argument lies at 4 bytes, whatever it is. */
static bool
read_value(CsnValue* value, char type, void* at, double** numbers)
{
  int32_t narrow = 0;
  int64_t wide = 0;
  float single = 0;
  value->type = CSN_VALUE_NUMBER;
  switch (type) {
    case LO_INT32:
      memcpy(&narrow, at, sizeof(narrow));
      value->number = narrow;
      return true;
    case LO_INT64:
      memcpy(&wide, at, sizeof(wide));
      value->number = (double)wide;
      return true;
    case LO_FLOAT:
      memcpy(&single, at, sizeof(single));
      value->number = (double)single;
      return true;
    case LO_DOUBLE:
      memcpy(&value->number, at, sizeof(double));
      return true;
    case LO_TRUE:
    case LO_FALSE:
      value->number = type == LO_TRUE;
      return true;
    case LO_INFINITUM:
      value->number = (double)INFINITY;
      return true;
    case LO_NIL:
      value->type = CSN_VALUE_NONE;
      return true;
    case LO_STRING:
    case LO_SYMBOL:
      value->type = CSN_VALUE_TEXT;
      value->text = (const char*)at;
      return true;
    default:
      break;
  }
  if (type != LO_BLOB || lo_blob_datasize((lo_blob)at) % 8U) {
    return false;
  }
  const unsigned char* const bytes =
    (const unsigned char*)lo_blob_dataptr((lo_blob)at);
  value->type = CSN_VALUE_NUMBERS;
  value->numbers = *numbers;
  value->n_numbers = lo_blob_datasize((lo_blob)at) / 8U;
  for (size_t i = 0; i < value->n_numbers; ++i) {
    *(*numbers)++ = read_double(bytes + 8U * i);
  }
  return true;
}

/* Reads all but the token, if there has to be one. */
static const char*
read_arguments(const Origin* origin,
               lo_message message,
               size_t size,
               Arguments* arguments)
{
  const char* const token = origin->network->servers[origin->server].token;
  const char* const types = lo_message_get_types(message);
  lo_arg** const argv = lo_message_get_argv(message);
  const int argc = lo_message_get_argc(message);
  int first = 0;
  if (*token) {
    const char* const given =
      argc > 0 && *types == LO_STRING ? (const char*)argv[0] : "";
    if (argc < 1 || strlen(given) != strlen(token) ||
        !csn_network_is_token(token, given, strlen(token))) {
      return "the token is wrong";
    }
    first = 1;
  }
  arguments->n = (size_t)(argc - first);
  arguments->values = (CsnValue*)calloc(arguments->n + 1U, sizeof(CsnValue));
  arguments->numbers = (double*)malloc(size);
  if (!arguments->values || !arguments->numbers) {
    return "out of memory";
  }
  double* numbers = arguments->numbers;
  for (size_t i = 0; i < arguments->n; ++i) {
    const int at = first + (int)i;
    if (!read_value(&arguments->values[i], types[at], argv[at], &numbers)) {
      return types[at] == LO_BLOB ? "a blob is doubles in network byte order"
                                  : "no method takes an argument of this type";
    }
  }
  return NULL;
}

// Messages

/* Sets the channels of a path a/b/c, one argument each. */
static void
set_channels(const Origin* origin, char* path, const Arguments* arguments)
{
  size_t i = 0;
  for (char* name = path; name; ++i) {
    char* const slash = strchr(name, '/');
    const CsnAsk ask = { .kind = CSN_ASK_OSC,
                         .server = origin->server,
                         .to = *origin->from,
                         .name = "setChannel" };
    CsnValue values[2] = { { .type = CSN_VALUE_TEXT, .text = name } };
    if (slash) {
      *slash = '\0';
    }
    if (i < arguments->n) {
      values[1] = arguments->values[i];
    }
    csn_network_ask(origin->network, &ask, ask.name, values, 2);
    name = slash ? slash + 1 : NULL;
  }
}

/* What Csound's own server has at /csound; null: no method. */
static const char*
csound_method(const Origin* origin, const char* path, Arguments* arguments)
{
  static const char* const ends[] = { "event/end", "exit", "close", "stop" };
  for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); ++i) {
    if (!strcmp(path, ends[i])) {
      arguments->values[0] =
        (CsnValue){ .type = CSN_VALUE_NUMBER, .number = -1 };
      arguments->n = 1;
      return origin->server == CSN_NETWORK_UDP ? "udpserver" : "oscserver";
    }
  }
  return !strcmp(path, "compile")       ? "compile"
         : !strcmp(path, "event")       ? "event"
         : !strcmp(path, "event/instr") ? "sched"
                                        : NULL;
}

/* Reads METHOD or METHOD/ID. */
static bool
read_path(char* path, int32_t* id)
{
  char* const slash = strchr(path, '/');
  char* end = NULL;
  if (slash) {
    *slash = '\0';
    const long number = strtol(slash + 1, &end, 10);
    if (!slash[1] || *end || number < 0 || number > INT32_MAX) {
      return false;
    }
    *id = (int32_t)number;
  }
  return *path != '\0';
}

static void
call(const Origin* origin, char* path, Arguments* arguments)
{
  CsnAsk ask = { .kind = CSN_ASK_OSC,
                 .server = origin->server,
                 .to = *origin->from };
  const char* method = path;
  if (!strncmp(path, "csound/channel/", 15)) {
    set_channels(origin, path + 15, arguments);
    return;
  }
  if (!strncmp(path, "csound/", 7)) {
    method = csound_method(origin, path + 7, arguments);
  } else if (!read_path(path, &ask.id)) {
    method = NULL;
  }
  if (!method || strlen(method) >= sizeof(ask.name)) {
    refuse(origin, "an address is /METHOD or /METHOD/NUMBER");
    return;
  }
  memcpy(ask.name, method, strlen(method) + 1U);
  csn_network_ask(
    origin->network, &ask, method, arguments->values, arguments->n);
}

static void
take_message(const Origin* origin, char* bytes, size_t size)
{
  Arguments arguments = { NULL, 0, NULL };
  int result = 0;
  const char* const path = lo_get_path(bytes, (ssize_t)size);
  lo_message message =
    path ? lo_message_deserialise(bytes, size, &result) : NULL;
  if (!message) {
    refuse(origin, "this is no OSC message");
    return;
  }
  const char* const problem = read_arguments(origin, message, size, &arguments);
  char* const copy = strdup(path + 1);
  if (problem) {
    refuse(origin, problem);
  } else if (copy) {
    call(origin, copy, &arguments);
  }
  free(copy);
  free(arguments.values);
  free(arguments.numbers);
  lo_message_free(message);
}

static void
// NOLINTNEXTLINE(misc-no-recursion): no deeper than MAX_DEPTH
take(const Origin* origin, char* bytes, size_t size, unsigned depth)
{
  if (size < 16 || memcmp(bytes, "#bundle", 8) != 0) {
    take_message(origin, bytes, size);
    return;
  }
  size_t at = 16; // After the time, which is taken for now
  while (size - at >= 4U) {
    const size_t n = read_u32(bytes + at);
    at += 4U;
    if (n > size - at || n % 4U || depth == MAX_DEPTH) {
      refuse(origin, "this is no OSC bundle");
      return;
    }
    take(origin, bytes + at, n, depth + 1U);
    at += n;
  }
}

void
csn_network_take_osc(CsnNetwork* network,
                     CsnNetworkAct server,
                     char* bytes,
                     size_t size,
                     const CsnAddress* from)
{
  const Origin origin = { network, server, from };
  if (!csn_network_is_osc(bytes, size) || size % 4U) {
    refuse(&origin, "this is no OSC message");
    return;
  }
  take(&origin, bytes, size, 0);
}

// Answers

/* Adds the numbers of a result: one by one, or many of them as a blob. */
static bool
add_numbers(lo_message message, const CsnReply* reply)
{
  if (reply->n_values <= MAX_SINGLE) {
    for (uint32_t i = 0; i < reply->n_values; ++i) {
      lo_message_add_double(message, reply->values[i]);
    }
    return true;
  }
  const size_t size = 8U * (size_t)reply->n_values;
  unsigned char* const bytes =
    size <= MAX_ANSWER ? (unsigned char*)malloc(size) : NULL;
  if (!bytes) {
    return false;
  }
  for (uint32_t i = 0; i < reply->n_values; ++i) {
    write_double(bytes + 8U * (size_t)i, reply->values[i]);
  }
  lo_blob blob = lo_blob_new((int32_t)size, bytes);
  if (blob) {
    lo_message_add_blob(message, blob);
    lo_blob_free(blob);
  }
  free(bytes);
  return blob != NULL;
}

void
csn_network_answer_osc(CsnNetwork* network,
                       const CsnAsk* ask,
                       const CsnReply* reply)
{
  lo_message message = lo_message_new();
  const char* problem = reply->status ? reply->text : NULL;
  size_t size = 0;
  if (!message) {
    return;
  }
  lo_message_add_string(message, ask->name);
  lo_message_add_int32(message, ask->id);
  if (!problem &&
      (reply->length > MAX_ANSWER || !add_numbers(message, reply))) {
    problem = "the result is more than a packet holds";
  }
  if (problem || reply->length) {
    lo_message_add_string(message, problem ? problem : reply->text);
  }
  void* const bytes =
    lo_message_serialise(message, problem ? "/error" : "/reply", NULL, &size);
  if (bytes) {
    csn_network_send_from(network, ask->server, &ask->to, bytes, size);
  }
  free(bytes);
  lo_message_free(message);
}

void
csn_network_outvalue_osc(CsnNetwork* network,
                         const CsnAsk* listener,
                         const CsnReply* reply)
{
  lo_message message = lo_message_new();
  size_t size = 0;
  if (!message) {
    return;
  }
  lo_message_add_string(message, reply->text);
  lo_message_add_int32(message, listener->id);
  lo_message_add_double(message, reply->value);
  void* const bytes = lo_message_serialise(message, "/outvalue", NULL, &size);
  if (bytes) {
    csn_network_send_from(
      network, listener->server, &listener->to, bytes, size);
  }
  free(bytes);
  lo_message_free(message);
}
