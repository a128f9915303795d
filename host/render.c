// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The command render: from a PROGRAM and files to a sound file. Layer: host,
// control thread.

#include "commands.h"

#include "draw.h"
#include "interrupt.h"
#include "offline.h"
#include "program.h"
#include "progress.h"
#include "wav.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ATOM_ROOM 1048576U

/// All that a render has open.
typedef struct {
  const CsnOptions* options;
  CsnProgram program;
  CsnEngineOptions engine;
  CsnOffline offline;
  CsnProgress progress;
  char* output;
} Render;

// PROGRAM's base name, or a URI's last part, with .wav
static char*
default_output(const CsnProgram* program, const char* name)
{
  size_t length = strlen(name);
  if (program->is_file) {
    length -= 4U; // .csd or .orc
  }
  size_t start = length;
  while (start && !strchr(program->is_file ? "/" : "/#:", name[start - 1U])) {
    --start;
  }
  char* path = NULL;
  return asprintf(&path, "%.*s.wav", (int)(length - start), name + start) < 0
           ? NULL
           : path;
}

static bool
is_same_file(const char* a, const char* b)
{
  struct stat left;
  struct stat right;
  return !stat(a, &left) && !stat(b, &right) && S_ISREG(left.st_mode) &&
         left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

// A slip must not cost a source
static int
choose_output(Render* render)
{
  const CsnOptions* options = render->options;
  render->output = options->output
                     ? strdup(options->output)
                     : default_output(&render->program, options->program);
  if (!render->output) {
    csn_say("out of memory");
    return CSN_EXIT_FAILED;
  }
  const char* const sources[] = {
    options->program, options->input, options->midi, options->script
  };
  for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); ++i) {
    if (sources[i] && is_same_file(sources[i], render->output)) {
      csn_say("--output: %s would be overwritten", sources[i]);
      return CSN_EXIT_USAGE;
    }
  }
  return CSN_EXIT_DONE;
}

static int
open_input(Render* render)
{
  const CsnOptions* options = render->options;
  const CsnGraph* graph = render->program.session->graph;
  if (!options->input) {
    return CSN_EXIT_DONE;
  }
  if (!graph->n_audio_inputs) {
    csn_say("--input: %s has no audio inputs", render->program.session->uri);
    return CSN_EXIT_FAILED;
  }

  char error[1024] = "";
  CsnWavReader* input =
    csn_wav_reader_open(options->input, error, sizeof(error));
  if (!input) {
    csn_say("%s", error);
    return CSN_EXIT_FAILED;
  }
  render->offline.input = input;
  if (fabs(input->rate - options->rate) > 0.0) {
    csn_say("%s: its rate is %g Hz, not %g; say --rate %g",
            options->input,
            input->rate,
            options->rate,
            input->rate);
    return CSN_EXIT_FAILED;
  }
  if (input->n_channels > graph->n_audio_inputs) {
    csn_say("%s has %u channels, the plugin takes %u: the rest is left out",
            options->input,
            input->n_channels,
            graph->n_audio_inputs);
  }
  return CSN_EXIT_DONE;
}

static int
say_endless(const CsnOptions* options)
{
  csn_say("%s has no end of its own: say --seconds S", options->program);
  return CSN_EXIT_USAGE;
}

static int
choose_end(Render* render)
{
  const CsnOptions* options = render->options;
  CsnOffline* offline = &render->offline;
  const CsnMidiFile* midi = render->program.midi;
  const uint64_t n_input = offline->input ? offline->input->n_frames : 0U;
  offline->n_frames =
    midi && midi->n_frames > n_input ? midi->n_frames : n_input;

  if (options->seconds >= 0.0) {
    offline->end = CSN_END_FRAMES;
    offline->n_frames = (uint64_t)llround(options->seconds * options->rate);
  } else if (render->program.is_csd &&
             !(render->program.has_no_score && offline->n_frames)) {
    // Without a score it may yet end, as csound would; or never
    offline->end = CSN_END_SCORE;
    offline->ends_in_silence =
      offline->n_frames || render->program.has_no_score;
  } else if (midi || offline->input) {
    offline->end = CSN_END_TAIL;
  } else {
    return say_endless(options);
  }
  return CSN_EXIT_DONE;
}

static int
choose_channels(Render* render)
{
  const CsnSession* session = render->program.session;
  uint32_t n = session->graph->n_audio_outputs;
  if (!strcmp(session->uri, "urn:csonance:multi")) {
    const double nchnls = csn_session_status(session, "nchnls", 2.0);
    const uint32_t wanted =
      nchnls > 2.0 && nchnls < 1000.0 ? (uint32_t)nchnls : 2U;
    n = n < wanted ? n : wanted;
  }
  if (!n) {
    csn_say("%s has no audio outputs", session->uri);
    return CSN_EXIT_FAILED;
  }
  render->offline.n_channels = n;
  const double has = csn_session_status(session, "nchnls", (double)n);
  if (render->program.is_file && has > (double)n) {
    csn_say("%s: warning: it has %.0f channels; the first %u are written",
            render->options->program,
            has,
            n);
  }
  return CSN_EXIT_DONE;
}

static bool
show_progress(void* user, uint64_t frame, uint64_t n_frames)
{
  Render* render = (Render*)user;
  csn_progress_show(&render->progress, frame, n_frames);
  return !csn_interrupted();
}

static void
take_reply(void* user, const CsnReply* reply)
{
  Render* render = (Render*)user;
  csn_progress_end(&render->progress);
  csn_program_reply(&render->program, reply);
}

static int
run(Render* render)
{
  const CsnOptions* options = render->options;
  CsnOffline* offline = &render->offline;
  char error[1024] = "";
  offline->output =
    csn_wav_writer_open(render->output,
                        options->rate,
                        offline->n_channels,
                        offline->end == CSN_END_FRAMES ? offline->n_frames : 0U,
                        error,
                        sizeof(error));
  if (!offline->output) {
    csn_say("%s", error);
    return CSN_EXIT_FAILED;
  }

  csn_progress_start(&render->progress, options->rate, options->is_quiet);
  const bool is_run = csn_offline_run(offline, error, sizeof(error));
  csn_progress_end(&render->progress);
  const bool is_endless = is_run && offline->is_silent &&
                          offline->end == CSN_END_SCORE && !offline->n_frames;
  const bool is_good =
    csn_wav_writer_close(offline->output,
                         is_run && !offline->is_interrupted && !is_endless,
                         error,
                         sizeof(error));
  offline->output = NULL;
  if (offline->is_interrupted) {
    csn_say("interrupted: nothing is written");
    return CSN_EXIT_FAILED;
  }
  if (is_endless) {
    return say_endless(options);
  }
  if (!is_good) {
    csn_say("%s", error);
    return CSN_EXIT_FAILED;
  }
  return CSN_EXIT_DONE;
}

static void
print_summary(const Render* render, double seconds)
{
  const CsnOffline* offline = &render->offline;
  const double length = (double)offline->n_written / render->options->rate;
  char peak[32] = "silent";
  if (offline->peak > 0.0F) {
    snprintf(peak,
             sizeof(peak),
             "peak %.1f dBFS",
             20.0 * log10((double)offline->peak));
  }
  if (offline->n_bad) {
    csn_say("%llu samples are no finite numbers",
            (unsigned long long)offline->n_bad);
  }
  if (!render->options->is_quiet) {
    printf("%s: %llu frames (%.3f s), %u channel%s, %s, in %.2f s "
           "(%.0f times real time)\n",
           render->output,
           (unsigned long long)offline->n_written,
           length,
           offline->n_channels,
           offline->n_channels == 1U ? "" : "s",
           peak,
           seconds,
           seconds > 0.0 ? length / seconds : 0.0);
  }
}

static int
draw(const Render* render)
{
  const char* slash = strrchr(render->options->program, '/');
  char error[1024] = "";
  if (!csn_draw(render->options->picture,
                render->output,
                slash ? slash + 1 : render->options->program,
                error,
                sizeof(error))) {
    csn_say("--picture: %s", error);
    return CSN_EXIT_FAILED;
  }
  return CSN_EXIT_DONE;
}

// Collects the answers that may still come, and counts
static int
finish_calls(Render* render)
{
  CsnProgram* program = &render->program;
  CsnSession* session = program->session;
  if (session->has_calls && program->messages) {
    csn_graph_run_rt(session->graph, 0, 0);
    csn_session_collect(session, render->offline.time);
  }
  return program->n_failed ? CSN_EXIT_FAILED : CSN_EXIT_DONE;
}

static int
render_all(Render* render)
{
  CsnProgram* program = &render->program;
  int status = csn_program_prepare(program);
  if (!status) {
    status = open_input(render);
  }
  if (!status) {
    status = choose_end(render);
  }
  if (!status) {
    status = choose_channels(render);
  }
  if (!status) {
    status = choose_output(render);
  }
  if (status) {
    return status;
  }

  const CsnGraph* graph = program->session->graph;
  if (graph->freewheel_port != CSN_NO_PORT) {
    graph->ports[graph->freewheel_port].value = 1.0F;
  }
  program->session->on_reply = take_reply;
  program->session->user = render;
  status = run(render);
  if (status) {
    return status;
  }

  const double seconds = csn_progress_seconds(&render->progress);
  const int calls = finish_calls(render);
  status = csn_program_save(program);
  if (!status && render->options->picture) {
    status = draw(render);
  }
  print_summary(render, seconds);
  return status ? status : calls;
}

// A file is to have what csound writes, even where that is no sound; whatever
// is not finite is counted and told
static bool
open_guard(CsnSession* session)
{
  const CsnUrids* urids = &session->world->urids->known;
  return !session->has_calls ||
         csn_session_exchange(session,
                              csn_message_set(urids,
                                              urids->csn_guard,
                                              urids->atom_String,
                                              "off",
                                              0));
}

int
csn_render(CsnWorld* world, const CsnOptions* options)
{
  Render render;
  memset(&render, 0, sizeof(render));
  render.options = options;
  CsnOffline* offline = &render.offline;
  offline->timeline = &render.program.timeline;
  offline->block_low = options->block_low;
  offline->block_high = options->block_high;
  offline->random = options->block_seed;
  offline->progress = show_progress;
  offline->user = &render;

  if (!csn_engine_options_make(
        &render.engine, options, "offline", options->block_high, 1)) {
    csn_say("out of memory");
    return CSN_EXIT_FAILED;
  }
  const CsnBlocks blocks = {
    options->rate, options->block_high, false, false, ATOM_ROOM, &render.engine
  };
  int status = csn_program_open(&render.program,
                                world,
                                options,
                                &blocks,
                                options->ksmps ? options->ksmps : "exact");
  if (!status) {
    offline->session = render.program.session;
    if (offline->session->blocks.is_fixed &&
        options->block_low != options->block_high) {
      csn_say("%s requires blocks of one length", offline->session->uri);
      status = CSN_EXIT_FAILED;
    }
    if (!status && !open_guard(offline->session)) {
      csn_say("out of memory");
      status = CSN_EXIT_FAILED;
    }
  }
  if (!status) {
    status = render_all(&render);
  }
  csn_wav_reader_close(offline->input);
  csn_program_close(&render.program);
  csn_engine_options_clear(&render.engine);
  free(render.output);
  return status;
}
