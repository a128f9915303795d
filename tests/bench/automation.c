// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Automation (layer: tests): 1000 lines beside 1000 linseg of a bare Csound,
// and what setp costs where 1000 notes run.

#include "bench.h"

#include "engine/engine.h"

#include <csound/csound.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { n_notes = 1000, block = 64, rounds = 200, stretch = 25, n_setps = 200 };

#define HEADER "ksmps = 64\nnchnls = 2\n0dbfs = 1\n"

static void
play(CsnEngine* engine, int n)
{
  static float left[block] = { 0 };
  static float right[block] = { 0 };
  float* const out[] = { left, right };
  CsnReply reply;
  for (int i = 0; i < n; ++i) {
    csn_engine_process_rt(engine, NULL, out, block);
    while (csn_engine_poll(engine, &reply)) {
      if (reply.type == CSN_REPLY_FAILED) {
        (void)fprintf(stderr, "bench: %s\n", reply.text);
        exit(1);
      }
    }
  }
}

static void
tell(CsnEngine* engine, const char* line)
{
  const char* problem = NULL;
  if (csn_engine_line_rt(engine, 0, line, strlen(line), 0, &problem)) {
    (void)fprintf(stderr, "bench: %s: %s\n", line, problem);
    exit(1);
  }
}

/* An engine that plays 1000 notes; with lines for a p-field of each, buses or
   slots of a table, or without. */
static CsnEngine*
open_engine(const char* lines)
{
  const char* const csd = bench_csd(HEADER "giT ftgen 300, 0, -1000, -2, 0\n"
                                           "instr 1\nk1 = p4\nendin\n");
  const CsnConfig config = {
    .rate = 48000, .max_block = block, .fixed_block = block, .n_outputs = 2
  };
  const CsnSource source = { .text = csd, .length = strlen(csd) };
  char report[1024];
  CsnEngine* engine = NULL;
  if (csn_engine_new(&engine, &config) ||
      csn_engine_load(engine, &source, report, sizeof(report))) {
    (void)fprintf(stderr, "bench: the engine does not start\n");
    exit(1);
  }
  play(engine, 1);
  for (int i = 0; i < n_notes; ++i) {
    char line[128];
    (void)snprintf(line, sizeof(line), "sched 1.%05d 0 -1 0.5", i + 1);
    tell(engine, line);
    if (lines && !strcmp(lines, "bus")) {
      tell(engine, "$b = assignBus value=0.5");
      tell(engine, "automateBus $b 0 0 10000 1 20000 0");
    } else if (lines && !strcmp(lines, "table")) {
      (void)snprintf(line,
                     sizeof(line),
                     "automateTable 300 %d 0 0 10000 1 20000 0",
                     i);
      tell(engine, line);
    } else if (lines) {
      (void)snprintf(line,
                     sizeof(line),
                     "automatep 1.%05d 4 0 0 10000 1 20000 0 mode=%s",
                     i + 1,
                     lines);
      tell(engine, line);
    }
    if (i % 100 == 99) {
      play(engine, 1);
    }
  }
  play(engine, 100);
  return engine;
}

/* A bare Csound that plays so many notes with so many linseg each. */
static CSOUND*
open_bare(int n, int n_opcodes)
{
  static char orchestra[16000];
  size_t length =
    (size_t)snprintf(orchestra,
                     sizeof(orchestra),
                     HEADER
                     "instr 2\niN init 0\nwhile iN < %d do\n"
                     "schedule 1 + (iN + 1) / 100000, 0, -1, 0.5\n"
                     "iN += 1\nod\nendin\nschedule 2, 0, 0.01\ninstr 1\n",
                     n);
  for (int i = 0; i < n_opcodes; ++i) {
    length += (size_t)snprintf(orchestra + length,
                               sizeof(orchestra) - length,
                               "k%d linseg 0, 10000, 1, 10000, 0\n",
                               i);
  }
  (void)snprintf(orchestra + length, sizeof(orchestra) - length, "endin\n");
  CSOUND* const csound = bench_bare(bench_csd(orchestra));
  for (int i = 0; i < 100; ++i) {
    (void)csoundPerformKsmps(csound);
  }
  return csound;
}

/* Nanoseconds of a k-cycle, for each of the 1000. */
static double
cost_of_engine(CsnEngine* engine)
{
  const double began = bench_cpu_ns();
  play(engine, stretch);
  return (bench_cpu_ns() - began) / stretch / n_notes;
}

static double
cost_of_bare(CSOUND* csound)
{
  const double began = bench_cpu_ns();
  for (int i = 0; i < stretch; ++i) {
    (void)csoundPerformKsmps(csound);
  }
  return (bench_cpu_ns() - began) / stretch / n_notes;
}

static void
measure_lines(void)
{
  static const char* const kinds[] = { "linear", "cos", "bus", "table" };
  static double lines[4][rounds];
  static double notes[rounds];
  static double opcodes[rounds];
  CsnEngine* const plain = open_engine(NULL);
  CSOUND* const empty = open_bare(0, 1);
  CSOUND* const one_each = open_bare(n_notes, 1);
  CSOUND* const many_each = open_bare(n_notes / 250, 250);
  for (int k = 0; k < 4; ++k) {
    CsnEngine* const moving = open_engine(kinds[k]);
    for (int i = 0; i < rounds; ++i) {
      const double idle = cost_of_engine(plain);
      lines[k][i] = cost_of_engine(moving) - idle;
    }
    csn_engine_free(moving);
  }
  for (int i = 0; i < rounds; ++i) {
    const double idle = cost_of_bare(empty);
    notes[i] = cost_of_bare(one_each) - idle;
    opcodes[i] = cost_of_bare(many_each) - idle;
  }
  const double note = bench_median(notes, rounds);
  const double opcode = bench_median(opcodes, rounds);
  bench_tell("linseg_note", note);
  bench_tell("linseg_opcode", opcode);
  for (int k = 0; k < 4; ++k) {
    const double cost = bench_median(lines[k], rounds);
    char name[32];
    (void)snprintf(name, sizeof(name), "line_%s", kinds[k]);
    bench_tell(name, cost);
    (void)snprintf(name, sizeof(name), "over_%s", kinds[k]);
    bench_tell(name, cost / note);
  }
  csn_engine_free(plain);
  csoundDestroy(empty);
  csoundDestroy(one_each);
  csoundDestroy(many_each);
}

/* A call of setp for one of the notes, as it comes out of the queue. */
static CsnWaiting
setp_of(CsnEngine* engine, int note)
{
  static uint64_t buffer[32];
  CsnRecordWriter writer;
  csn_record_begin(&writer, buffer, sizeof(buffer), CSN_METHOD_SETP, 0);
  csn_record_number(&writer, 1.0 + (note + 1) / 100000.0);
  csn_record_number(&writer, 0);
  csn_record_number(&writer, 4);
  csn_record_number(&writer, 0.25);
  CsnRecord* const record = csn_record_end(&writer);
  CsnWaiting waiting = { .frame = engine->rt.now };
  waiting.record = (CsnRecord*)csn_pool_take(engine->rt.pool, record->size);
  memcpy(waiting.record, record, record->size);
  return waiting;
}

static void
measure_setp(void)
{
  static double costs[rounds];
  CsnEngine* const engine = open_engine(NULL);
  csn_role_enter_audio();
  for (int i = 0; i < rounds; ++i) {
    CsnWaiting calls[n_setps];
    for (int k = 0; k < n_setps; ++k) {
      calls[k] = setp_of(engine, (i * n_setps + k) * 7 % n_notes);
    }
    const double began = bench_cpu_ns();
    for (int k = 0; k < n_setps; ++k) {
      csn_engine_carry_out(engine,
                           engine->rt.current,
                           &calls[k],
                           engine->rt.now);
    }
    costs[i] = (bench_cpu_ns() - began) / n_setps;
  }
  bench_tell("setp", bench_median(costs, rounds));
  play(engine, 1); // Tells what has failed
  csn_engine_free(engine);
}

void
bench_automation(void)
{
  measure_lines();
  measure_setp();
}
