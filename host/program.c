// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Opens a PROGRAM: chooses the plugin, makes the session, loads. Layer: host,
// control thread.

#include "program.h"

#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define PLUGIN_PREFIX "urn:csonance:"

static bool
has_suffix(const char* path, const char* suffix)
{
  const size_t length = strlen(path);
  const size_t n = strlen(suffix);
  return length > n && !strcasecmp(path + length - n, suffix);
}

// Goes on to what is neither space nor comment
static const char*
skip_blank(const char* text)
{
  for (;;) {
    text += strspn(text, " \t\r\n");
    if (*text == ';' || !strncmp(text, "//", 2)) {
      text += strcspn(text, "\n");
    } else if (!strncmp(text, "/*", 2)) {
      const char* end = strstr(text, "*/");
      text = end ? end + 2 : text + strlen(text);
    } else {
      return text;
    }
  }
}

// Whether a .csd has an empty score, or none. Only the plugin can read scores,
// but that there is nothing to read one can see.
static bool
lacks_score(const char* path)
{
  CsnText text = { NULL, 0, 0 };
  char error[256] = "";
  bool lacks = false;
  if (csn_text_read_file(&text, path, error, sizeof(error))) {
    const char* start = strstr(csn_text_chars(&text), "<CsScore");
    const char* content = start ? strchr(start, '>') : NULL;
    lacks = !content || !strncmp(skip_blank(content + 1), "</CsScore>", 10);
  }
  csn_text_clear(&text);
  return lacks;
}

// The kind of plugin for a file, where the user has not said it
static const char*
guess_kind(const CsnOptions* options)
{
  if (options->as) {
    return options->as;
  }
  return options->input && options->midi ? "multi"
         : options->input                ? "effect"
                                         : "instrument";
}

// Makes the session and restores preset and state
static int
open_session(CsnProgram* program,
             const char* uri,
             const CsnBlocks* blocks,
             bool is_fixed)
{
  const CsnOptions* options = program->options;
  const LilvPlugin* plugin = csn_world_find(program->world, uri);
  if (!plugin) {
    csn_say("the plugin %s is not installed", uri);
    return CSN_EXIT_FAILED;
  }

  char error[1024] = "";
  CsnBlocks promised = *blocks;
  promised.is_fixed = promised.is_fixed || is_fixed;
  program->session = csn_session_new(program->world,
                                     plugin,
                                     &promised,
                                     options->is_verbose,
                                     error,
                                     sizeof(error));
  CsnSession* session = program->session;
  if (!session ||
      (options->preset && !csn_state_load_preset(
                            session, options->preset, error, sizeof(error))) ||
      (options->state &&
       !csn_state_load(session, options->state, error, sizeof(error)))) {
    csn_say("%s", error);
    return CSN_EXIT_FAILED;
  }

  csn_session_activate(session);
  if (session->has_calls && !csn_session_ask(session)) {
    csn_say("out of memory");
    return CSN_EXIT_FAILED;
  }
  return CSN_EXIT_DONE;
}

static int
open_file(CsnProgram* program,
          const char* kind,
          const CsnBlocks* blocks,
          const char* ksmps)
{
  char* uri = NULL;
  if (asprintf(&uri, PLUGIN_PREFIX "%s", kind) < 0) {
    return CSN_EXIT_FAILED;
  }
  int status = open_session(program, uri, blocks, !strcmp(ksmps, "fit"));
  if (!status && !program->session->has_calls) {
    csn_say("%s cannot load programs", uri);
    status = CSN_EXIT_FAILED;
  }
  if (!status &&
      !csn_session_load(program->session, program->options->program, ksmps)) {
    status = CSN_EXIT_FAILED;
  }
  free(uri);
  return status;
}

// Whether the program has more channels than the plugin that was guessed
static bool
wants_multi(const CsnProgram* program, const char* kind)
{
  const CsnOptions* options = program->options;
  return !options->as && strcmp(kind, "multi") != 0 &&
         (csn_session_status(program->session, "nchnls", 2.0) > 2.0 ||
          (options->input &&
           csn_session_status(program->session, "nchnls_i", 2.0) > 2.0)) &&
         csn_world_find(program->world, PLUGIN_PREFIX "multi");
}

int
csn_program_open(CsnProgram* program,
                 CsnWorld* world,
                 const CsnOptions* options,
                 const CsnBlocks* blocks,
                 const char* ksmps)
{
  memset(program, 0, sizeof(*program));
  program->options = options;
  program->world = world;
  const char* name = options->program;
  program->is_csd = has_suffix(name, ".csd");
  program->is_file = program->is_csd || has_suffix(name, ".orc");

  if (!program->is_file) {
    if (!csn_world_find(world, name)) {
      csn_say("%s: neither a .csd or .orc file nor the URI of an installed "
              "plugin",
              name);
      return CSN_EXIT_FAILED;
    }
    if (options->as) {
      csn_say("--as is for a .csd or .orc, not for a plugin");
      return CSN_EXIT_USAGE;
    }
    return open_session(program, name, blocks, !strcmp(ksmps, "fit"));
  }

  if (access(name, R_OK)) {
    csn_say("%s: cannot be read", name);
    return CSN_EXIT_FAILED;
  }
  const char* kind = guess_kind(options);
  int status = open_file(program, kind, blocks, ksmps);
  if (!status && wants_multi(program, kind)) {
    csn_session_free(program->session);
    program->session = NULL;
    status = open_file(program, "multi", blocks, ksmps);
  }
  program->has_no_score = !status && program->is_csd && lacks_score(name);
  return status;
}

int
csn_program_save(CsnProgram* program)
{
  char error[1024] = "";
  if (program->options->save_state &&
      !csn_state_save(
        program->session, program->options->save_state, error, sizeof(error))) {
    csn_say("%s", error);
    return CSN_EXIT_FAILED;
  }
  return CSN_EXIT_DONE;
}

void
csn_program_close(CsnProgram* program)
{
  csn_session_free(program->session);
  csn_timeline_clear(&program->timeline);
  for (size_t i = 0; program->messages && i < program->script.n_lines; ++i) {
    free(program->messages[i]);
  }
  free(program->messages);
  csn_script_clear(&program->script);
  csn_midifile_free(program->midi);
  memset(program, 0, sizeof(*program));
}
