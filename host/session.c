// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Makes and ends sessions, and takes in what plugins say. Layer: host, control
// thread.

#include "session.h"

#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static LilvInstance*
instantiate(CsnSession* session, char* error, size_t error_size)
{
  LilvInstance* instance = lilv_plugin_instantiate(session->plugin,
                                                   session->blocks.rate,
                                                   session->features->list);
  if (!instance) {
    snprintf(error, error_size, "%s cannot be instantiated", session->uri);
    return NULL;
  }

  csn_worker_attach(session->worker,
                    lilv_instance_get_handle(instance),
                    (const LV2_Worker_Interface*)
                      lilv_instance_get_extension_data(instance,
                                                       LV2_WORKER__interface));
  csn_graph_connect(session->graph, instance, session->worker);
  return instance;
}

CsnSession*
csn_session_new(CsnWorld* world,
                const LilvPlugin* plugin,
                const CsnBlocks* blocks,
                bool verbose,
                char* error,
                size_t error_size)
{
  CsnSession* session = (CsnSession*)calloc(1, sizeof(CsnSession));
  if (!session) {
    snprintf(error, error_size, "out of memory");
    return NULL;
  }

  session->world = world;
  session->plugin = plugin;
  session->uri = lilv_node_as_uri(lilv_plugin_get_uri(plugin));
  session->blocks = *blocks;
  session->log = (CsnLog*)calloc(1, sizeof(CsnLog));
  session->features = (CsnFeatures*)calloc(1, sizeof(CsnFeatures));
  session->worker = csn_worker_new();
  if (!session->log || !session->features || !session->worker) {
    snprintf(error, error_size, "out of memory");
    csn_session_free(session);
    return NULL;
  }

  csn_log_init(session->log, &world->urids->known, verbose);
  if (!csn_features_init(session->features,
                         world,
                         plugin,
                         &session->blocks,
                         session->worker,
                         session->log,
                         error,
                         error_size) ||
      !(session->graph =
          csn_graph_new(world, plugin, &session->blocks, error, error_size)) ||
      !(session->instance = instantiate(session, error, error_size))) {
    csn_log_print(session->log);
    csn_session_free(session);
    return NULL;
  }

  session->has_calls = session->graph->message_input != CSN_NO_PORT &&
                       csn_world_has_property(world, plugin, CSN_NS "call");
  // A promise of one length may be broken for our own plugins alone
  session->is_whole = session->blocks.is_strict ||
                      (session->blocks.is_fixed && !session->has_calls);
  csn_state_load_default(session);
  csn_log_print(session->log);
  return session;
}

void
csn_session_activate(CsnSession* session)
{
  if (!session->is_active) {
    lilv_instance_activate(session->instance);
    session->is_active = true;
  }
}

void
csn_session_deactivate(CsnSession* session)
{
  if (session->is_active) {
    lilv_instance_deactivate(session->instance);
    session->is_active = false;
  }
}

void
csn_session_free(CsnSession* session)
{
  if (!session) {
    return;
  }
  if (session->instance) {
    csn_worker_stop(session->worker);
    csn_session_deactivate(session);
    lilv_instance_free(session->instance);
    csn_log_print(session->log);
  }
  csn_graph_free(session->graph);
  if (session->features) {
    csn_features_clear(session->features);
  }
  csn_worker_free(session->worker);
  csn_controls_clear(&session->controls);
  csn_text_clear(&session->status);
  csn_text_clear(&session->said);
  csn_text_clear(&session->answered);
  free(session->features);
  free(session->log);
  free(session->program);
  free(session->program_given);
  free(session);
}

int32_t
csn_session_next(CsnSession* session)
{
  session->sequence =
    session->sequence == INT32_MAX ? 1 : session->sequence + 1;
  return session->sequence;
}

// Prints lines; where one begins with the program's path, as the user wrote it
static void
print_lines(const CsnSession* session, const char* text, size_t length)
{
  const size_t n_path = session->program ? strlen(session->program) : 0;
  const char* end = text + length;
  while (text < end) {
    const char* newline = (const char*)memchr(text, '\n', (size_t)(end - text));
    const char* stop = newline ? newline : end;
    if (n_path && (size_t)(stop - text) > n_path && text[n_path] == ':' &&
        !strncmp(text, session->program, n_path)) {
      fputs(session->program_given, stderr);
      text += n_path;
    }
    fprintf(stderr, "%.*s\n", (int)(stop - text), text);
    text = stop + 1;
  }
}

void
csn_session_say(CsnSession* session,
                CsnSaid kind,
                const char* text,
                size_t length)
{
  if (session->say) {
    session->say(session->user, kind, text, length);
  } else if (kind == CSN_SAID_ERROR || session->log->is_verbose) {
    print_lines(session, text, length);
  }
}

// Appends a text, with a newline at its end
static void
add_lines(CsnText* text, const CsnReply* reply)
{
  csn_text_add(text, reply->text, reply->length);
  if (reply->text[reply->length - 1U] != '\n') {
    csn_text_add(text, "\n", 1);
  }
}

// Whether `text` has the line from `start` to its newline
static bool
has_line(const CsnText* text, const char* start, size_t length)
{
  const char* at = csn_text_chars(text);
  while (*at) {
    const size_t n = strcspn(at, "\n") + 1U;
    if (n == length && !strncmp(at, start, n)) {
      return true;
    }
    at += n;
  }
  return false;
}

void
csn_session_flush(CsnSession* session)
{
  const char* line = csn_text_chars(&session->said);
  while (*line) {
    const size_t length = strcspn(line, "\n") + 1U;
    if (!has_line(&session->answered, line, length)) {
      csn_session_say(session, CSN_SAID_ERROR, line, length);
    }
    line += length;
  }
  csn_text_clear(&session->said);
  csn_text_clear(&session->answered);
}

static void
receive_set(CsnSession* session, uint64_t frame, const CsnReply* reply)
{
  const CsnUrids* urids = &session->world->urids->known;
  if (reply->property == urids->csn_ended) {
    if (reply->has_number && reply->number > 0.0) {
      session->has_ended = true;
      session->ended_frame = frame;
    }
  } else if (!reply->text) {
    return;
  } else if (reply->property == urids->csn_status) {
    csn_text_clear(&session->status);
    csn_text_add(&session->status, reply->text, reply->length);
  } else if (reply->property == urids->csn_controls) {
    csn_controls_parse(&session->controls, reply->text, reply->length);
  } else if (reply->property == urids->csn_error && reply->length) {
    add_lines(&session->said, reply);
  } else if (reply->property == urids->csn_outvalue && reply->has_number) {
    char line[160];
    const int n = snprintf(line,
                           sizeof(line),
                           "outvalue %.*s %.10g",
                           (int)reply->length,
                           reply->text,
                           reply->number);
    csn_session_say(session,
                    CSN_SAID_OUTVALUE,
                    line,
                    n < (int)sizeof(line) ? (size_t)n : sizeof(line) - 1U);
  } else if (reply->property == urids->csn_log && reply->length) {
    csn_session_say(session, CSN_SAID_LOG, reply->text, reply->length);
  }
}

void
csn_session_receive(CsnSession* session, uint64_t frame, const CsnEvent* event)
{
  CsnReply reply;
  if (!csn_message_read(&session->world->urids->known,
                        event->type,
                        event->size,
                        event->body,
                        &reply)) {
    return;
  }
  if (reply.kind == CSN_REPLY_SET) {
    receive_set(session, frame, &reply);
  } else if (reply.sequence && session->on_reply) {
    if (reply.kind == CSN_REPLY_ERROR && reply.length) {
      add_lines(&session->answered, &reply);
    }
    session->on_reply(session->user, &reply);
  }
}

void
csn_session_collect(CsnSession* session, uint64_t time)
{
  const CsnGraph* graph = session->graph;
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    const CsnPort* port = &graph->ports[i];
    if (port->kind == CSN_PORT_ATOM && !port->is_input) {
      CsnEvent event = { 0, 0, 0, NULL };
      uint32_t position = 0;
      while (csn_evbuf_next_rt(port->evbuf, &position, &event)) {
        csn_session_receive(session, time + event.frame, &event);
      }
    }
  }
  csn_session_flush(session);
}

double
csn_session_status(const CsnSession* session, const char* key, double otherwise)
{
  const size_t length = strlen(key);
  const char* at = csn_text_chars(&session->status);
  while (*at) {
    if (!strncmp(at, key, length) && at[length] == '=') {
      char* end = NULL;
      const double number = strtod(at + length + 1, &end);
      return end != at + length + 1 ? number : otherwise;
    }
    at += strcspn(at, " \n");
    at += strspn(at, " \n");
  }
  return otherwise;
}
