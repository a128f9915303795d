// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The command play: a PROGRAM in real time, with a shell. Layer: host, control
// thread.

#include "commands.h"

#include "backend.h"
#include "interrupt.h"
#include "player.h"
#include "program.h"
#include "shell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ATOM_ROOM 1048576U
#define POLL_MILLISECONDS 20
#define MIDI_TAIL_SECONDS 2.0
#define MAX_WAITS 500 // Polls for replies that are outstanding

/// All that playing has open.
typedef struct {
  const CsnOptions* options;
  const CsnBackend* backend;
  void* handle; ///< Of the back end
  double rate;
  CsnEngineOptions engine;
  CsnProgram program;
  CsnPlayer* player;
  CsnShell shell;
  unsigned n_waits;  ///< Polls since the input has ended
  unsigned n_opened; ///< Servers that were asked for
} Play;

static void
hear(void* user, CsnSaid kind, const char* text, size_t length)
{
  Play* play = (Play*)user;
  if (csn_shell_is_covered(&play->shell)) {
    csn_shell_say(&play->shell, text, length);
    return;
  }
  if (kind != CSN_SAID_LOG || play->options->is_verbose ||
      play->shell.is_terminal) {
    csn_shell_make_way(&play->shell);
    const bool has_end = length && text[length - 1U] == '\n';
    fprintf(stderr, "%.*s%s", (int)length, text, has_end ? "" : "\n");
  }
}

static void
take_reply(void* user, const CsnReply* reply)
{
  Play* play = (Play*)user;
  if (reply->sequence < play->program.first_sequence ||
      !csn_program_reply(&play->program, reply)) {
    csn_shell_reply(&play->shell, reply);
  }
}

// The frame at which playing ends by itself, or UINT64_MAX
static uint64_t
end_frame(const Play* play)
{
  const CsnOptions* options = play->options;
  if (options->seconds >= 0.0) {
    return (uint64_t)llround(options->seconds * play->rate);
  }
  if (play->program.midi && !play->program.is_csd) {
    return play->program.midi->n_frames +
           (uint64_t)llround(MIDI_TAIL_SECONDS * play->rate);
  }
  return UINT64_MAX;
}

// Whether to go on, after a look at the shell and the clock
static bool
goes_on(Play* play, CsnShellState shell)
{
  const uint64_t end = end_frame(play);
  if (csn_interrupted() || atomic_load(&play->player->shared.time) >= end) {
    return false;
  }
  if (shell == CSN_SHELL_QUIT ||
      (shell == CSN_SHELL_ENDED && end == UINT64_MAX)) {
    // Lines that were sent are answered first, but not waited for by a user
    return !play->shell.is_terminal && ++play->n_waits < MAX_WAITS &&
           !csn_player_is_idle(play->player);
  }
  // Where nobody can say more, the score's end is the end
  return shell == CSN_SHELL_OPEN || play->options->seconds >= 0.0 ||
         !play->program.session->has_ended ||
         play->program.session->ended_frame >
           atomic_load(&play->player->shared.time);
}

// Opens the servers, one after the other
static void
open_servers(Play* play)
{
  const int ports[] = { play->options->udp, play->options->osc };
  static const char* const names[] = { "udp", "osc" };
  while (play->n_opened < 2U) {
    char line[32];
    const unsigned i = play->n_opened;
    snprintf(line, sizeof(line), "%sserver %d", names[i], ports[i]);
    if (ports[i] >= 0 && !csn_shell_call(&play->shell, names[i], line)) {
      return; // Again when the last one has been answered
    }
    ++play->n_opened;
  }
}

static int
loop(Play* play)
{
  CsnShellState shell = CSN_SHELL_OPEN;
  do {
    open_servers(play);
    shell = csn_shell_poll(&play->shell, POLL_MILLISECONDS);
    csn_player_receive(play->player);
    if (!csn_shell_is_covered(&play->shell)) {
      csn_log_print(play->program.session->log);
    }
    const char* trouble = play->backend->trouble(play->handle);
    if (trouble) {
      csn_shell_make_way(&play->shell);
      csn_say("%s", trouble);
      return CSN_EXIT_FAILED;
    }
    play->backend->tick(play->handle);
  } while (goes_on(play, shell));
  return CSN_EXIT_DONE;
}

static void
print_summary(const Play* play)
{
  const float peak = csn_player_peak(play->player);
  const uint32_t n_lost = atomic_load(&play->player->shared.n_lost);
  if (n_lost) {
    csn_say("%u messages found no room and were lost", n_lost);
  }
  if (!play->options->is_quiet) {
    char level[32] = "silent";
    if (peak > 0.0F) {
      snprintf(level,
               sizeof(level),
               "peak %.1f dBFS",
               20.0 * log10((double)peak));
    }
    printf("played %.1f s, %s\n",
           (double)atomic_load(&play->player->shared.time) / play->rate,
           level);
  }
}

// Starts the threads, plays, and stops them
static int
run(Play* play)
{
  CsnSession* session = play->program.session;
  char error[1024] = "";
  play->player = csn_player_new(session, &play->program.timeline);
  if (!play->player) {
    csn_say("out of memory");
    return CSN_EXIT_FAILED;
  }
  session->user = play;
  session->on_reply = take_reply;
  session->say = hear;

  int status = CSN_EXIT_FAILED;
  if (!csn_worker_start(session->worker)) {
    csn_say("no thread can be made");
  } else if (!play->backend->start(
               play->handle, play->player, error, sizeof(error))) {
    csn_say("%s", error);
  } else {
    csn_shell_open(&play->shell, &play->program, play->player);
    status = loop(play);
  }
  play->backend->stop(play->handle);
  csn_worker_stop(session->worker);
  csn_player_receive(play->player);
  csn_log_print(session->log);
  const bool has_failed = play->shell.n_failed || play->program.n_failed;
  csn_shell_close(&play->shell);
  if (!status) {
    status = csn_program_save(&play->program);
    print_summary(play);
  }
  session->say = NULL;
  session->on_reply = NULL;
  return !status && has_failed && !play->shell.is_terminal ? CSN_EXIT_FAILED
                                                           : status;
}

// The PROGRAM's base name, or a URI's last part
static char*
client_name(const CsnOptions* options)
{
  if (options->client) {
    return strdup(options->client);
  }
  const char* name = options->program;
  const char* start = name + strlen(name);
  while (start > name && !strchr("/#:", start[-1])) {
    --start;
  }
  char* client = strdup(*start ? start : "csonance");
  char* dot = client ? strrchr(client, '.') : NULL;
  if (dot && dot != client) {
    *dot = '\0';
  }
  return client;
}

static int
open_backend(Play* play, uint32_t* n_frames)
{
  const CsnOptions* options = play->options;
  if (options->block_low != options->block_high) {
    csn_say("--block: play has one block length");
    return CSN_EXIT_USAGE;
  }

  char error[1024] = "";
  char* client = client_name(options);
  if (client) {
    play->handle = play->backend->open(
      options, client, &play->rate, n_frames, error, sizeof(error));
  }
  free(client);
  if (!play->handle) {
    csn_say("%s", *error ? error : "out of memory");
    return CSN_EXIT_FAILED;
  }
  if (options->has_rate && fabs(play->rate - options->rate) > 0.0) {
    csn_say("--rate: JACK runs at %g Hz, not %g", play->rate, options->rate);
    return CSN_EXIT_FAILED;
  }
  return CSN_EXIT_DONE;
}

int
csn_play(CsnWorld* world, const CsnOptions* options)
{
  Play play;
  memset(&play, 0, sizeof(play));
  play.options = options;
  play.backend =
    strcmp(options->backend, "null") ? &csn_backend_jack : &csn_backend_null;

  uint32_t n_frames = 0;
  int status = open_backend(&play, &n_frames);
  if (!status && !csn_engine_options_make(&play.engine,
                                          options,
                                          options->backend,
                                          n_frames,
                                          play.backend->buffers(play.handle))) {
    csn_say("out of memory");
    status = CSN_EXIT_FAILED;
  }
  if (!status) {
    // The period is one promise; only a change of it would break it
    const CsnBlocks blocks = { play.rate, n_frames,  true,
                               false,     ATOM_ROOM, &play.engine };
    status = csn_program_open(&play.program,
                              world,
                              options,
                              &blocks,
                              options->ksmps ? options->ksmps : "fit");
  }
  if (!status) {
    status = csn_program_prepare(&play.program);
  }
  if (!status) {
    status = run(&play);
  }
  if (play.handle) {
    play.backend->close(play.handle);
  }
  csn_player_free(play.player);
  csn_program_close(&play.program);
  csn_engine_options_clear(&play.engine);
  return status;
}
