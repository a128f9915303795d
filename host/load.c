// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Loads a program into a session before time starts, by messages in runs of no
// frames. Layer: host, control thread.

#include "session.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_RUNS 16

// What has come while a load was under way
typedef struct {
  CsnSession* session;
  int32_t sequence;
  bool has_answer;
  bool is_refused;
  CsnText lines;  // Of the property error
  CsnText answer; // Of patch:Error
} Loading;

static void
hear(void* user, CsnSaid kind, const char* text, size_t length)
{
  Loading* loading = (Loading*)user;
  if (kind == CSN_SAID_ERROR) {
    csn_text_add(&loading->lines, text, length);
    if (length && text[length - 1U] != '\n') {
      csn_text_add(&loading->lines, "\n", 1);
    }
  }
}

static void
take_answer(void* user, const CsnReply* reply)
{
  Loading* loading = (Loading*)user;
  if (reply->sequence != loading->sequence) {
    return;
  }
  loading->has_answer = true;
  if (reply->kind == CSN_REPLY_ERROR) {
    loading->is_refused = true;
    if (reply->text) {
      csn_text_add(&loading->answer, reply->text, reply->length);
    }
  }
}

bool
csn_session_exchange(CsnSession* session, LV2_Atom* owned_message)
{
  CsnGraph* graph = session->graph;
  const uint32_t port = graph->message_input;
  if (!owned_message) {
    return false;
  }

  const void* body = (const char*)owned_message + sizeof(LV2_Atom);
  const uint32_t size = owned_message->size;
  const LV2_URID type = owned_message->type;
  bool is_in =
    csn_evbuf_append_rt(graph->ports[port].evbuf, 0, type, size, body);
  if (!is_in && csn_graph_grow(graph, port, size)) {
    is_in = csn_evbuf_append_rt(graph->ports[port].evbuf, 0, type, size, body);
  }
  free(owned_message);
  if (is_in) {
    csn_graph_run_rt(graph, 0, 0);
    csn_session_collect(session, 0);
    csn_log_print(session->log);
  }
  return is_in;
}

bool
csn_session_ask(CsnSession* session)
{
  const CsnUrids* urids = &session->world->urids->known;
  return csn_session_exchange(session,
                              csn_message_get(urids, urids->csn_status)) &&
         csn_session_exchange(session,
                              csn_message_get(urids, urids->csn_controls));
}

static bool
send_program(CsnSession* session, Loading* loading, const char* ksmps)
{
  const CsnUrids* urids = &session->world->urids->known;
  if (!csn_session_exchange(session,
                            csn_message_set(urids,
                                            urids->csn_ksmps,
                                            urids->atom_String,
                                            ksmps,
                                            0)) ||
      !csn_session_exchange(session,
                            csn_message_set(urids,
                                            urids->csn_file,
                                            urids->atom_Path,
                                            session->program,
                                            loading->sequence))) {
    csn_say("out of memory");
    return false;
  }

  // The answer is there after the first run, if all bytes found room in it
  for (int i = 0; i < MAX_RUNS && !loading->has_answer; ++i) {
    csn_graph_run_rt(session->graph, 0, 0);
    csn_session_collect(session, 0);
  }
  if (!loading->has_answer) {
    csn_say("%s gave no answer to %s", session->uri, session->program_given);
    return false;
  }
  return true;
}

bool
csn_session_load(CsnSession* session, const char* path, const char* ksmps)
{
  free(session->program);
  free(session->program_given);
  session->program = realpath(path, NULL);
  session->program_given = strdup(path);
  if (!session->program || !session->program_given) {
    csn_say("%s: cannot be found", path);
    return false;
  }

  Loading loading = { session,        csn_session_next(session),
                      false,          false,
                      { NULL, 0, 0 }, { NULL, 0, 0 } };
  const CsnSayFunc say = session->say;
  const CsnReplyFunc on_reply = session->on_reply;
  void* user = session->user;
  session->say = hear;
  session->on_reply = take_answer;
  session->user = &loading;
  session->has_ended = false;
  const bool is_sent = send_program(session, &loading, ksmps);
  session->say = say;
  session->on_reply = on_reply;
  session->user = user;

  // The lines say where; the answer alone, if there are none, at least what
  const CsnText* said = loading.lines.length ? &loading.lines : &loading.answer;
  if (said->length) {
    csn_session_say(session, CSN_SAID_ERROR, said->chars, said->length);
  } else if (loading.is_refused) {
    csn_say("%s: cannot be loaded", path);
  }
  csn_text_clear(&loading.lines);
  csn_text_clear(&loading.answer);
  return is_sent && !loading.is_refused;
}
