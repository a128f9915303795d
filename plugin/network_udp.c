// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network UDP: Csound's own protocol, in which a packet is orchestra code, or a
  sign and what it is for.  Network module, its thread.

    instr 9 …            code; over several packets between {{ and }}
    & i 1 0 1            score lines; so does $
    @freq 330            a control channel
    %word hello          a string channel
    :@freq HOST PORT     asks for a control channel, :% for a string channel
    ##close##            ends the server; so does !!close!!
    /…                   OSC
*/

#include "network_state.h"

#include <stdlib.h>
#include <string.h>

#define CODE_PATIENCE 5.0 ///< Between two packets of one text [s]

static const char spaces[] = " \t\r\n";

static void
refuse(CsnNetwork* network, const CsnAddress* from, const char* problem)
{
  csn_network_tell(network, CSN_REPLY_FAILED, CSN_NETWORK_UDP, from, problem);
}

/* Nobody waits for an answer: what the engine refuses later is news. */
static void
call(CsnNetwork* network,
     const CsnAddress* from,
     const char* method,
     const CsnValue* values,
     size_t n)
{
  const char* problem = NULL;
  if (network->engine.call(
        network->engine.engine, method, values, n, 0, 0, &problem)) {
    refuse(network, from, problem);
  }
}

static void
call_text(CsnNetwork* network,
          const CsnAddress* from,
          const char* method,
          const char* text)
{
  const CsnValue value = { .type = CSN_VALUE_TEXT, .text = text };
  call(network, from, method, &value, 1);
}

// Code in several packets

static void
forget_code(CsnNetwork* network)
{
  free(network->assembly.text);
  memset(&network->assembly, 0, sizeof(network->assembly));
}

/* Counts braces in what has come; every pair is looked at once. */
static void
count_braces(CsnAssembly* assembly)
{
  size_t i = assembly->n_scanned;
  while (i + 1U < assembly->length) {
    const char* const p = assembly->text + i;
    const int step =
      (p[0] == '{' && p[1] == '{') - (p[0] == '}' && p[1] == '}');
    assembly->depth += step;
    i += step ? 2U : 1U;
  }
  assembly->n_scanned = i;
}

/* Compiles what is between the first braces and the last. */
static void
finish_code(CsnNetwork* network)
{
  CsnAssembly* const assembly = &network->assembly;
  const CsnAddress from = assembly->from;
  char* end = assembly->text + assembly->length;
  while (end - assembly->text > 4 && (end[-1] != '}' || end[-2] != '}')) {
    --end;
  }
  end[-2] = '\0';
  call_text(network, &from, "compile", assembly->text + 2);
  forget_code(network);
}

static void
add_code(CsnNetwork* network,
         const char* text,
         size_t size,
         const CsnAddress* from)
{
  CsnAssembly* const assembly = &network->assembly;
  char* const longer =
    size <= CSN_MAX_CODE - assembly->length
      ? (char*)realloc(assembly->text, assembly->length + size + 1U)
      : NULL;
  if (!longer) {
    forget_code(network);
    refuse(network, from, "the code is too long: 1 MB is the limit");
    return;
  }
  memcpy(longer + assembly->length, text, size);
  assembly->text = longer;
  assembly->length += size;
  longer[assembly->length] = '\0';
  assembly->from = *from;
  assembly->last = csn_network_now();
  count_braces(assembly);
  if (assembly->depth <= 0) {
    finish_code(network);
  }
}

void
csn_network_expire(CsnNetwork* network, double now)
{
  if (network->assembly.text && now - network->assembly.last > CODE_PATIENCE) {
    const CsnAddress from = network->assembly.from;
    forget_code(network);
    refuse(network, &from, "code after {{ was not ended by }} in time");
  }
}

// Channels

/* Takes the next word, and ends it by a zero; "" where there is none. */
static char*
take_word(char** at)
{
  char* const word = *at + strspn(*at, spaces);
  char* const end = word + strcspn(word, spaces);
  *at = *end ? end + 1 : end;
  *end = '\0';
  return word;
}

static void
set_channel(CsnNetwork* network,
            char* text,
            bool is_number,
            const CsnAddress* from)
{
  CsnValue values[] = { { .type = CSN_VALUE_TEXT },
                        { .type = CSN_VALUE_TEXT } };
  char* rest = text;
  values[0].text = take_word(&rest);
  values[1].text = rest;
  if (!*values[0].text) {
    refuse(network, from, "the name of a channel is missing");
    return;
  }
  if (is_number) {
    char* const word = take_word(&rest);
    char* end = NULL;
    values[1].type = CSN_VALUE_NUMBER;
    values[1].number = strtod(word, &end);
    if (end == word || *end || rest[strspn(rest, spaces)]) {
      refuse(network, from, "a channel and a number are expected");
      return;
    }
  }
  call(network, from, "setChannel", values, 2);
}

static void
ask_channel(CsnNetwork* network, char* text, const CsnAddress* from)
{
  CsnAsk ask = { .kind = CSN_ASK_CHANNEL, .server = CSN_NETWORK_UDP };
  const bool is_number = *text == '@';
  char* rest = text + 1;
  const char* const name = take_word(&rest);
  const char* const host = take_word(&rest);
  const char* const port = take_word(&rest);
  char* end = NULL;
  const long number = strtol(port, &end, 10);
  if ((*text != '@' && *text != '%') || !*port || *end || number < 1 ||
      number > 65535 || strlen(name) >= sizeof(ask.name) ||
      !csn_address_parse(&ask.to, host, (int)number)) {
    refuse(network, from, "a channel, a numeric host and a port are expected");
    return;
  }
  memcpy(ask.name, name, strlen(name) + 1U);
  const CsnValue value = { .type = CSN_VALUE_TEXT, .text = name };
  csn_network_ask(network,
                  &ask,
                  is_number ? "getControlChannel" : "getStringChannel",
                  &value,
                  1);
}

// Packets

static void
take_text(CsnNetwork* network, char* text, size_t size, const CsnAddress* from)
{
  const CsnValue end = { .type = CSN_VALUE_NUMBER, .number = -1 };
  if (size < 2) {
    return; // As Csound does
  }
  if (!strncmp(text, "##close##", 9) || !strncmp(text, "!!close!!", 9)) {
    call(network, from, "udpserver", &end, 1);
  } else if (!strncmp(text, "{{", 2) && network->assembly.text) {
    refuse(network, from, "code of another sender is under way");
  } else if (!strncmp(text, "{{", 2)) {
    add_code(network, text, size, from);
  } else if (*text == '&' || *text == '$') {
    call_text(network, from, "event", text + 1);
  } else if (*text == '@' || *text == '%') {
    set_channel(network, text + 1, *text == '@', from);
  } else if (*text == ':') {
    ask_channel(network, text + 1, from);
  } else {
    call_text(network, from, "compile", text);
  }
}

void
csn_network_take_udp(CsnNetwork* network,
                     char* bytes,
                     size_t size,
                     const CsnAddress* from)
{
  const char* const token = network->servers[CSN_NETWORK_UDP].token;
  const size_t length = strlen(token);
  const bool goes_on =
    network->assembly.text && csn_address_equal(&network->assembly.from, from);
  if (!goes_on && csn_network_is_osc(bytes, size)) {
    csn_network_take_osc(network, CSN_NETWORK_UDP, bytes, size, from);
    return;
  }
  while (size && !bytes[size - 1U]) {
    --size; // Senders in C send their zero
  }
  if (memchr(bytes, '\0', size)) {
    refuse(network, from, "there is a zero byte in the packet");
    return;
  }
  if (length) {
    const bool known = size > length && bytes[length] == '\n' &&
                       csn_network_is_token(token, bytes, length);
    if (!known) {
      refuse(network, from, "the token is wrong");
      return;
    }
    bytes += length + 1U;
    size -= length + 1U;
  }
  if (goes_on) {
    add_code(network, bytes, size, from);
  } else {
    take_text(network, bytes, size, from);
  }
}
