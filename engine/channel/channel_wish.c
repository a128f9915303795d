// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Channels: what the arguments of a call ask for.  Pure, without allocation.
*/

#include "channels.h"

#include "call/methods.h"

#include <string.h>

#define BOTH (CSOUND_INPUT_CHANNEL | CSOUND_OUTPUT_CHANNEL)

/* Kind and directions by their words. */
typedef struct {
  const char* word;
  int type;
} Word;

static int
type_of(const CsnArg* arg, const Word* words, size_t n, int otherwise)
{
  if (arg->type != CSN_ARG_TEXT || !arg->length) {
    return otherwise; // Left out
  }
  for (size_t i = 0; i < n; ++i) {
    if (!strcmp(words[i].word, arg->text)) {
      return words[i].type;
    }
  }
  return 0;
}

static int
kind_of(const CsnArg* arg, int otherwise)
{
  static const Word words[] = {
    { "k", CSOUND_CONTROL_CHANNEL }, { "control", CSOUND_CONTROL_CHANNEL },
    { "a", CSOUND_AUDIO_CHANNEL },   { "audio", CSOUND_AUDIO_CHANNEL },
    { "S", CSOUND_STRING_CHANNEL },  { "string", CSOUND_STRING_CHANNEL }
  };
  return type_of(arg, words, sizeof(words) / sizeof(words[0]), otherwise);
}

/* As the program sees it: what it reads is an input. */
static int
mode_of(const CsnArg* arg, int otherwise)
{
  static const Word words[] = { { "r", CSOUND_INPUT_CHANNEL },
                                { "w", CSOUND_OUTPUT_CHANNEL },
                                { "rw", BOTH } };
  return type_of(arg, words, sizeof(words) / sizeof(words[0]), otherwise);
}

static int
kind_of_value(const CsnArg* value)
{
  return value->type == CSN_ARG_TEXT    ? CSOUND_STRING_CHANNEL
         : value->type == CSN_ARG_ARRAY ? CSOUND_AUDIO_CHANNEL
                                        : CSOUND_CONTROL_CHANNEL;
}

static bool
read_set(CsnArgReader* args, CsnChannelWish* wish, const char** problem)
{
  static const char* const methods[] = { "", "api", "pointer", "score", "udp" };
  CsnArg method;
  CsnArg delay;
  if (!csn_args_next(args, &wish->value) || !csn_args_next(args, &method) ||
      !csn_args_next(args, &delay)) {
    return false;
  }
  bool known = method.type != CSN_ARG_TEXT;
  for (size_t i = 0; !known && i < sizeof(methods) / sizeof(*methods); ++i) {
    known = !strcmp(methods[i], method.text);
  }
  if (!known) {
    *problem = "the method is api, score, udp or pointer";
    return false;
  }
  wish->has_value = true;
  wish->type = kind_of_value(&wish->value) | CSOUND_INPUT_CHANNEL;
  return true;
}

/* A number goes to an audio channel as well, and 0 to a string channel. */
static bool
read_init(CsnArgReader* args, CsnChannelWish* wish, const char** problem)
{
  CsnArg kind_arg;
  CsnArg mode_arg;
  if (!csn_args_next(args, &wish->value) || !csn_args_next(args, &kind_arg) ||
      !csn_args_next(args, &mode_arg)) {
    return false;
  }
  const int natural = kind_of_value(&wish->value);
  const int kind = kind_of(&kind_arg, natural);
  const int mode = mode_of(&mode_arg, CSOUND_INPUT_CHANNEL);
  const bool number = wish->value.type == CSN_ARG_NUMBER;
  const bool zero =
    number && !(wish->value.number > 0) && !(wish->value.number < 0);
  if (!kind || !mode) {
    *problem = kind ? "the mode of a channel is r, w or rw"
                    : "the kind of a channel is k, a or S";
    return false;
  }
  if (kind != natural && !(kind == CSOUND_AUDIO_CHANNEL && number) &&
      !(kind == CSOUND_STRING_CHANNEL && zero)) {
    *problem = "this channel is of another kind";
    return false;
  }
  if (kind == CSOUND_STRING_CHANNEL && zero) {
    wish->value.type = CSN_ARG_TEXT;
    wish->value.text = "";
    wish->value.length = 0;
  }
  wish->has_value = true;
  wish->type = kind | mode;
  return true;
}

static bool
read_pointer(CsnArgReader* args, CsnChannelWish* wish, const char** problem)
{
  CsnArg kind_arg;
  CsnArg mode_arg;
  if (!csn_args_next(args, &kind_arg) || !csn_args_next(args, &mode_arg)) {
    return false;
  }
  const int kind = kind_of(&kind_arg, CSOUND_CONTROL_CHANNEL);
  const int mode = mode_of(&mode_arg, BOTH);
  if (!kind || kind == CSOUND_STRING_CHANNEL || !mode) {
    *problem = mode ? "the kind of a channel's memory is control or audio"
                    : "the mode of a channel is r, w or rw";
    return false;
  }
  wish->type = kind | mode;
  return true;
}

bool
csn_channel_wish(uint16_t method,
                 CsnArgReader args,
                 CsnChannelWish* wish,
                 const char** problem)
{
  CsnArg name;
  memset(wish, 0, sizeof(*wish));
  if (!csn_args_next(&args, &name) || name.type != CSN_ARG_TEXT ||
      !name.length || memchr(name.text, '\0', name.length)) {
    *problem = "this is no name of a channel";
    return false;
  }
  wish->name = name.text;
  const bool good =
    method == CSN_METHOD_SET_CHANNEL    ? read_set(&args, wish, problem)
    : method == CSN_METHOD_INIT_CHANNEL ? read_init(&args, wish, problem)
                                        : read_pointer(&args, wish, problem);
  if (good && wish->has_value && wish->value.type == CSN_ARG_TEXT) {
    wish->room = wish->value.length + 1U;
    if (memchr(wish->value.text, '\0', wish->value.length)) {
      *problem = "there is a zero byte in the text";
      return false;
    }
  }
  return good;
}
