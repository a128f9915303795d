// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Carries out --set, and lays --midi, --script and --automate out in time.
// Layer: host, control thread.

#include "program.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Writes the names that could have been meant
static void
list_names(const CsnSession* session,
           const char* name,
           char* error,
           size_t error_size)
{
  CsnText names = { NULL, 0, 0 };
  for (size_t i = 0; i < session->controls.n_controls; ++i) {
    csn_text_print(&names,
                   "%s%s",
                   names.length ? ", " : "",
                   session->controls.controls[i].name);
  }
  for (uint32_t i = 0; i < session->graph->n_ports; ++i) {
    const CsnPort* port = &session->graph->ports[i];
    if (port->kind == CSN_PORT_CONTROL && port->is_input) {
      csn_text_print(&names, "%s%s", names.length ? ", " : "", port->symbol);
    }
  }
  snprintf(error,
           error_size,
           "no control \"%s\": there are %s",
           name,
           names.length ? names.chars : "none");
  csn_text_clear(&names);
}

bool
csn_program_find(const CsnSession* session,
                 const char* name,
                 uint32_t* port,
                 const CsnScale** scale,
                 char* error,
                 size_t error_size)
{
  const CsnGraph* graph = session->graph;
  const uint32_t index = csn_graph_find(graph, name);
  if (index != CSN_NO_PORT && graph->ports[index].kind == CSN_PORT_CONTROL &&
      graph->ports[index].is_input) {
    *port = index;
    *scale = NULL;
    return true;
  }

  const CsnControl* control = csn_controls_find(&session->controls, name);
  const uint32_t moved =
    control ? csn_graph_find(graph, control->port) : CSN_NO_PORT;
  if (moved != CSN_NO_PORT) {
    *port = moved;
    *scale = &control->scale;
    return true;
  }
  list_names(session, name, error, error_size);
  return false;
}

// Our plugins take a control that has never moved for one that nobody has
// touched, and leave it to the program: here it moves before it is set
static void
touch_control(const CsnSession* session, uint32_t port)
{
  if (session->has_calls) {
    csn_port_set_rt(&session->graph->ports[port], 0.25F);
    csn_graph_run_rt(session->graph, 0, 0);
  }
}

// Sets one control before time starts
static int
set_control(const CsnSession* session, const CsnSetting* setting)
{
  char error[4096] = "";
  uint32_t index = 0;
  const CsnScale* scale = NULL;
  if (!csn_program_find(
        session, setting->name, &index, &scale, error, sizeof(error))) {
    csn_say("--set: %s", error);
    return CSN_EXIT_USAGE;
  }

  char* end = NULL;
  const double value = strtod(setting->value, &end);
  if (end == setting->value || *end || !isfinite(value)) {
    csn_say("--set %s: \"%s\" is no number", setting->name, setting->value);
    return CSN_EXIT_USAGE;
  }

  CsnPort* port = &session->graph->ports[index];
  const double low =
    scale ? fmin(scale->minimum, scale->maximum) : (double)port->minimum;
  const double high =
    scale ? fmax(scale->minimum, scale->maximum) : (double)port->maximum;
  if (value < low || value > high) {
    csn_say("--set %s: %g is limited to %g",
            setting->name,
            value,
            value < low ? low : high);
  }
  touch_control(session, index);
  csn_port_set_rt(port,
                  (float)(scale ? csn_scale_to_port(scale, value) : value));
  return CSN_EXIT_DONE;
}

static int
add_automation(CsnProgram* program, const CsnSetting* setting)
{
  const CsnSession* session = program->session;
  char error[4096] = "";
  uint32_t port = 0;
  const CsnScale* scale = NULL;
  if (!csn_program_find(
        session, setting->name, &port, &scale, error, sizeof(error))) {
    csn_say("--automate: %s", error);
    return CSN_EXIT_USAGE;
  }

  touch_control(session, port);
  CsnLane lane = { NULL, 0, 0 };
  if (!csn_lane_parse(
        &lane, setting->value, session->blocks.rate, error, sizeof(error))) {
    csn_say("--automate %s: %s", setting->name, error);
    return CSN_EXIT_USAGE;
  }
  if (!csn_timeline_automate(&program->timeline, port, scale, lane)) {
    csn_say("out of memory");
    csn_lane_clear(&lane);
    return CSN_EXIT_FAILED;
  }
  return CSN_EXIT_DONE;
}

static int
add_script(CsnProgram* program)
{
  const char* path = program->options->script;
  CsnSession* session = program->session;
  const CsnUrids* urids = &session->world->urids->known;
  if (!session->has_calls) {
    csn_say("--script: %s takes no method lines", session->uri);
    return CSN_EXIT_FAILED;
  }

  char error[1024] = "";
  CsnText text = { NULL, 0, 0 };
  const bool is_read = csn_text_read_file(&text, path, error, sizeof(error)) &&
                       csn_script_parse(&program->script,
                                        csn_text_chars(&text),
                                        path,
                                        error,
                                        sizeof(error));
  csn_text_clear(&text);
  if (!is_read) {
    fprintf(stderr, "%s\n", error);
    return CSN_EXIT_FAILED;
  }

  program->first_sequence = session->sequence + 1;
  program->messages =
    (LV2_Atom**)calloc(program->script.n_lines + 1U, sizeof(LV2_Atom*));
  for (size_t i = 0; program->messages && i < program->script.n_lines; ++i) {
    const CsnScriptLine* line = &program->script.lines[i];
    LV2_Atom* message = csn_message_set(urids,
                                        urids->csn_call,
                                        urids->atom_String,
                                        line->text,
                                        csn_session_next(session));
    program->messages[i] = message;
    const double frame = line->seconds * session->blocks.rate;
    if (!message ||
        !csn_timeline_add(&program->timeline,
                          (uint64_t)llround(frame),
                          session->graph->message_input,
                          message->type,
                          message->size,
                          (const char*)message + sizeof(LV2_Atom))) {
      csn_say("out of memory");
      return CSN_EXIT_FAILED;
    }
  }
  return program->messages ? CSN_EXIT_DONE : CSN_EXIT_FAILED;
}

static int
add_midi(CsnProgram* program)
{
  const CsnSession* session = program->session;
  const uint32_t port = session->graph->midi_input;
  if (port == CSN_NO_PORT) {
    csn_say("--midi: %s takes no MIDI", session->uri);
    return CSN_EXIT_FAILED;
  }

  char error[1024] = "";
  program->midi = csn_midifile_read(program->options->midi,
                                    session->blocks.rate,
                                    error,
                                    sizeof(error));
  if (!program->midi) {
    csn_say("%s", error);
    return CSN_EXIT_FAILED;
  }
  for (size_t i = 0; i < program->midi->n_events; ++i) {
    const CsnMidiEvent* event = &program->midi->events[i];
    if (!csn_timeline_add(&program->timeline,
                          event->frame,
                          port,
                          session->world->urids->known.midi_MidiEvent,
                          event->size,
                          event->bytes)) {
      csn_say("out of memory");
      return CSN_EXIT_FAILED;
    }
  }
  return CSN_EXIT_DONE;
}

int
csn_program_prepare(CsnProgram* program)
{
  const CsnOptions* options = program->options;
  program->timeline.is_whole = program->session->is_whole;

  int status = CSN_EXIT_DONE;
  for (size_t i = 0; !status && i < options->n_sets; ++i) {
    status = set_control(program->session, &options->sets[i]);
  }
  for (size_t i = 0; !status && i < options->n_automations; ++i) {
    status = add_automation(program, &options->automations[i]);
  }
  // At the same frame, method lines come before notes
  if (!status && options->script) {
    status = add_script(program);
  }
  if (!status && options->midi) {
    status = add_midi(program);
  }
  csn_timeline_sort(&program->timeline);
  return status;
}

bool
csn_program_reply(CsnProgram* program, const CsnReply* reply)
{
  const int32_t index = reply->sequence - program->first_sequence;
  if (reply->sequence < program->first_sequence || !program->messages ||
      (size_t)index >= program->script.n_lines) {
    return false;
  }
  ++program->n_answered;
  if (reply->kind == CSN_REPLY_ERROR) {
    ++program->n_failed;
    fprintf(stderr,
            "%s:%u: %.*s\n",
            program->options->script,
            program->script.lines[index].line,
            reply->text ? (int)reply->length : 6,
            reply->text ? reply->text : "failed");
  }
  return true;
}
