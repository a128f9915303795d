// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Calls by chance against a sounding engine: method lines and typed calls with
// wrong names, counts, types, NaN, huge numbers and quotes in quotes. Each is
// refused or answered once; no note hangs, and the engine plays on (layer:
// tests).

#include "engine/call/methods.h"
#include "rig.h"

#include <malloc.h>
#include <math.h>
#include <unistd.h>

#define N_CALLS 10000U
#define LINE_SIZE 4096U

static const char program[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "giSine ftgen 9, 0, 64, 10, 1\n"
  "instr 1\nk4 = p4\nk5 = p5\nouts a(k4), a(k5)\nendin\n"
  "instr lead\na1 linsegr 0, 0.001, 0.1, 0.01, 0\nouts a1, a1\nendin\n"
  "instr 7\nS1 = p4\nouts a(0.01), a(0.01)\nendin\n";

/* Lines of chance may have reserved any number, but no name. */
static const char after[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr heard\nk4 = p4\nk5 = p5\nouts a(k4), a(k5)\nendin\n";

/* What no line of chance should do: open servers, leave the program. */
static const char* const kept_out[] = { "load", "loadFile", "compileFile" };

/* What makes memory grow by design: code is kept with the program, and tables
   until they are freed. */
static const char* const growing[] = {
  "compile",    "evalCode",       "defInstr",     "includeFile",
  "mapControl", "strSet",         "initChannel",  "session",
  "makeTable",  "makeEmptyTable", "readSoundfile"
};

static const char* const numbers[] = {
  "0",      "1",     "-1",   "2",      "4",      "5",    "0.5",
  "1.0002", "1.5",   "9",    "300",    "1e-320", "-0",   "nan",
  "NaN",    "inf",   "-inf", "1e300",  "-1e18",  "1e18", "2147483648",
  "-1e300", "0.001", "7",    "lead.5", "0x10",   "1e",   "--1",
  "1.2.3",  "100",   "12",   "1000"
};

static const char* const words[] = {
  "lead",
  "nobody",
  "level",
  "audio",
  "control",
  "on",
  "off",
  "linear",
  "cos",
  "expon(2)",
  "smooth",
  "exact",
  "fit",
  "pfield",
  "channel",
  "x.wav",
  "/",
  "\"\"",
  "\"a b\"",
  "\"\\n\\t\\\\\"",
  "{{}}",
  "{{ {{ }}",
  "{{ instr 1 }}",
  "\"\\\"\\\"\"",
  "\"{{\"",
  "$a",
  "$b",
  "$nobody",
  "$",
  "=",
  "#",
  "\"open",
  "{{ open",
  "\xC3\xA4\xFF",
  "a=b=c",
  "1,2,3",
  "%s%n%x",
  "i 1 0 0.01 0.5",
  "1+1",
  "giSine",
  "\"i 1 0 0.01 0.5\\ni 7 0 0.01 \\\"x\\\"\""
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct {
  uint64_t seed;
  Rig* rig;
  uint8_t* answers;  ///< Of each request
  uint8_t* accepted; ///< Whether one has to come
  uint32_t n_requests;
  uint32_t n_done;
  uint32_t n_failed;
  bool twice;
} Fuzz;

static uint32_t
any(Fuzz* fuzz, size_t n)
{
  return (uint32_t)(csn_test_random(&fuzz->seed) % n);
}

static bool
is_one_of(const char* name, const char* const* list, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    if (!strcmp(name, list[i])) {
      return true;
    }
  }
  return false;
}

static void
add(char* line, const char* text)
{
  const size_t used = strlen(line);
  (void)snprintf(line + used, LINE_SIZE - used, "%s", text);
}

/* A word of the kind that a parameter wants, or of another. */
static void
add_argument(Fuzz* fuzz, char* line, const CsnParam* param)
{
  const bool right = any(fuzz, 8) != 0;
  const bool number = param->type == CSN_PARAM_NUMBER ||
                      (param->type != CSN_PARAM_TEXT && any(fuzz, 2));
  add(line, " ");
  if (param->kind != CSN_PARAM_REQUIRED && any(fuzz, 4) == 0) {
    add(line, param->name);
    add(line, "=");
  }
  add(line,
      number == right ? numbers[any(fuzz, COUNT(numbers))]
                      : words[any(fuzz, COUNT(words))]);
}

static void
make_line(Fuzz* fuzz, char* line, bool flat)
{
  const CsnMethod* method = NULL;
  do {
    method = csn_method(any(fuzz, CSN_N_METHODS));
  } while (is_one_of(method->name, kept_out, COUNT(kept_out)) ||
           (flat && is_one_of(method->name, growing, COUNT(growing))));
  line[0] = '\0';
  if (any(fuzz, 6) == 0) {
    add(line, any(fuzz, 2) ? "$a = " : "$b=");
  }
  add(line, any(fuzz, 50) ? method->name : words[any(fuzz, COUNT(words))]);
  for (const CsnParam* p = method->params; p->name; ++p) {
    const uint32_t n = p->kind == CSN_PARAM_REPEATED   ? any(fuzz, 12)
                       : p->kind == CSN_PARAM_REQUIRED ? any(fuzz, 30) != 0
                                                       : any(fuzz, 2);
    for (uint32_t i = 0; i < n; ++i) {
      add_argument(fuzz, line, p);
    }
  }
  if (any(fuzz, 20) == 0) { // Too many, or a byte of chance
    add_argument(fuzz, line, &csn_method(CSN_METHOD_SCHED)->params[0]);
    line[any(fuzz, strlen(line))] = (char)(1U + any(fuzz, 255));
  }
}

static void
poll(Fuzz* fuzz)
{
  CsnReply reply;
  while (csn_engine_poll(fuzz->rig->engine, &reply)) {
    if ((reply.type == CSN_REPLY_DONE || reply.type == CSN_REPLY_FAILED) &&
        reply.request && reply.request < fuzz->n_requests) {
      fuzz->n_done += reply.type == CSN_REPLY_DONE;
      fuzz->n_failed += reply.type == CSN_REPLY_FAILED;
      fuzz->twice |= fuzz->answers[reply.request]++ > 0;
      if (reply.type == CSN_REPLY_FAILED && !reply.length) {
        CU_FAIL("a failure without a word");
      }
    }
  }
}

static void
perform(Fuzz* fuzz, uint32_t n_frames)
{
  Rig* const rig = fuzz->rig;
  const float* in[CSN_MAX_CHANNELS];
  float* out[CSN_MAX_CHANNELS];
  for (uint32_t c = 0; c < CSN_MAX_CHANNELS; ++c) {
    in[c] = rig->in[c];
    out[c] = rig->out[c];
  }
  csn_engine_process_rt(rig->engine, in, out, n_frames);
  rig->at = n_frames;
  poll(fuzz);
}

static Fuzz
begin(uint64_t seed, uint32_t n_calls)
{
  const char* const other = getenv("CSN_FUZZ_SEED"); // To look further
  Fuzz fuzz = { .seed = other ? seed + strtoull(other, NULL, 10) : seed,
                .n_requests = n_calls + 2U };
  fuzz.rig = rig_with(NULL, program);
  fuzz.answers = (uint8_t*)calloc(fuzz.n_requests, 1);
  fuzz.accepted = (uint8_t*)calloc(fuzz.n_requests, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(fuzz.answers);
  CU_ASSERT_PTR_NOT_NULL_FATAL(fuzz.accepted);
  CU_ASSERT_EQUAL(rig_call(fuzz.rig, "sched 1 0 -1 0.25 0.5"), CSN_OK);
  return fuzz;
}

static void
say(Fuzz* fuzz, const char* line)
{
  const char* problem = "";
  CU_ASSERT_EQUAL(
    csn_engine_line_rt(fuzz->rig->engine, 0, line, strlen(line), 0, &problem),
    CSN_OK);
}

/* Silence after unschedAll, and a note after that; each call was answered. */
static void
end(Fuzz* fuzz)
{
  Rig* const rig = fuzz->rig;
  perform(fuzz, 4096);
  say(fuzz, "unschedAll");
  for (unsigned i = 0; i < 40; ++i) {
    perform(fuzz, 4096);
  }
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, 4096), -1);
  CU_ASSERT_EQUAL(rig_first(rig, 1, 0, 4096), -1);

  uint32_t n_lost = 0;
  for (uint32_t i = 1; i < fuzz->n_requests; ++i) {
    n_lost += fuzz->accepted[i] && !fuzz->answers[i];
  }
  CU_ASSERT_EQUAL(n_lost, 0);
  CU_ASSERT_FALSE(fuzz->twice);
  CU_ASSERT(fuzz->n_done > fuzz->n_requests / 8U);    // Not all is nonsense …
  CU_ASSERT(fuzz->n_failed > fuzz->n_requests / 20U); // … and much is

  rig_load(rig, after);     // Code of chance may have replaced instruments
  say(fuzz, "lockClock 0"); // Lines of chance may have locked it
  say(fuzz, "sched heard 0 -1 0.25 0.5");
  perform(fuzz, 4096);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][4095], 0.25, 0);
  rig_close(rig);
  free(fuzz->answers);
  free(fuzz->accepted);
}

static void
run_lines(Fuzz* fuzz, uint32_t n, bool flat, uint32_t first)
{
  char line[LINE_SIZE];
  for (uint32_t i = first; i < first + n; ++i) {
    const char* problem = "";
    make_line(fuzz, line, flat);
    const CsnStatus st = csn_engine_line_rt(
      fuzz->rig->engine, any(fuzz, 64), line, strlen(line), i, &problem);
    if (st && !*problem) {
      printf("    %s\n", line);
      CU_FAIL("a line was refused without a word");
    }
    fuzz->accepted[i] = !st;
    if (i % 4U == 0) {
      perform(fuzz, 1U + any(fuzz, 200));
    }
    if (i % 512U == 0) {
      say(fuzz, "unschedAll");
    }
  }
}

static void
enter_scratch(char* home, size_t size)
{
  CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(home, size));
  CU_ASSERT_EQUAL_FATAL(chdir(csn_test_scratch()), 0);
}

static void
lines(void)
{
  char home[4096];
  enter_scratch(home, sizeof(home));
  Fuzz fuzz = begin(0x1234567, N_CALLS);
  run_lines(&fuzz, N_CALLS, false, 1);
  end(&fuzz);
  CU_ASSERT_EQUAL(chdir(home), 0);
}

/* The same calls again and again need no more memory. */
static void
memory(void)
{
  enum { n_calls = 1000, n_rounds = 6 };
  char home[4096];
  enter_scratch(home, sizeof(home));
  Fuzz fuzz = begin(1, n_calls * n_rounds);
  size_t used[n_rounds];
  for (uint32_t i = 0; i < n_rounds; ++i) {
    fuzz.seed = 0xABCDEF;
    run_lines(&fuzz, n_calls, true, 1U + i * n_calls);
    say(&fuzz, "unschedAll");
    perform(&fuzz, 4096);
    perform(&fuzz, 4096);
    used[i] = mallinfo2().uordblks;
  }
  if (used[n_rounds - 1] > used[n_rounds / 2] + 65536U) {
    for (uint32_t i = 0; i < n_rounds; ++i) {
      printf("    after round %u: %zu bytes\n", i + 1U, used[i]);
    }
    CU_FAIL("memory grows");
  }
  end(&fuzz);
  CU_ASSERT_EQUAL(chdir(home), 0);
}

// Typed calls

/* A value of the kind that a parameter wants, or of another. */
static CsnTypedValue
make_value(Fuzz* fuzz, const CsnParam* params, uint32_t index)
{
  static const double some[] = { 0,    1,    -1,   2,           4,        0.5,
                                 9,    300,  1e18, -1e300,      1e-310,   5,
                                 10.5, 1000, 7,    (double)NAN, HUGE_VAL, 6 };
  static const uint8_t zeros[8192 + 1] = { 0 };
  const bool right = any(fuzz, 8) != 0;
  const bool text = params[index].name &&
                    (params[index].type == CSN_PARAM_TEXT ||
                     (params[index].type != CSN_PARAM_NUMBER && any(fuzz, 2)));
  CsnTypedValue value = { .param = index };
  value.type = (CsnTypedKind)any(fuzz, 6);
  if (right) {
    value.type = text ? CSN_TYPED_TEXT : CSN_TYPED_NUMBER;
  }
  value.number = some[any(fuzz, COUNT(some))];
  if (value.type == CSN_TYPED_TEXT) {
    value.bytes = words[any(fuzz, COUNT(words))];
    value.length = strlen((const char*)value.bytes);
  } else if (value.type != CSN_TYPED_NUMBER) {
    const bool few = any(fuzz, 2);
    value.bytes = few ? (const void*)some : (const void*)(zeros + 1);
    value.length = any(fuzz, few ? COUNT(some) : 1024);
  }
  return value;
}

/* The arguments of a call; returns how many there are. */
static uint32_t
make_values(Fuzz* fuzz, const CsnMethod* method, CsnTypedValue* values)
{
  uint32_t n = 0;
  uint32_t index = 0;
  for (; method->params[index].name; ++index) {
    const CsnParamKind kind = method->params[index].kind;
    const uint32_t times = kind == CSN_PARAM_REPEATED   ? any(fuzz, 6)
                           : kind == CSN_PARAM_REQUIRED ? any(fuzz, 30) != 0
                                                        : any(fuzz, 2);
    for (uint32_t i = 0; i < times; ++i) {
      values[n++] = make_value(fuzz, method->params, index);
    }
  }
  if (any(fuzz, 20) == 0) { // One of none
    values[n++] = make_value(fuzz, method->params, index);
    values[n - 1U].param = any(fuzz, 2) ? UINT32_MAX : index;
  }
  if (n && any(fuzz, 20) == 0) { // One twice
    values[n] = values[any(fuzz, n)];
    ++n;
  }
  return n;
}

static void
typed(void)
{
  char home[4096];
  enter_scratch(home, sizeof(home));
  Fuzz fuzz = begin(0x7654321, N_CALLS);
  for (uint32_t i = 1; i <= N_CALLS; ++i) {
    CsnTypedValue values[32];
    const uint32_t method = any(&fuzz, csn_n_methods() + 1U);
    const bool none = method == csn_n_methods();
    if (!none &&
        is_one_of(csn_method_name(method), kept_out, COUNT(kept_out))) {
      continue;
    }
    const uint32_t n =
      none ? 0 : make_values(&fuzz, csn_method(method), values);
    const char* problem = NULL;
    const CsnStatus st = csn_engine_typed_rt(
      fuzz.rig->engine, any(&fuzz, 64), method, values, n, i, &problem);
    CU_ASSERT((st == CSN_OK) == !problem);
    fuzz.accepted[i] = !st;
    if (i % 4U == 0) {
      perform(&fuzz, 1U + any(&fuzz, 200));
    }
    if (i % 512U == 0) {
      say(&fuzz, "unschedAll");
    }
  }
  end(&fuzz);
  CU_ASSERT_EQUAL(chdir(home), 0);
}

/* What once took the process down. */
static void
found(void)
{
  static const char* const bad[] = { "evalCode {{ instr 1 }}",
                                     "evalCode {{ opcode x, 0, 0 }}",
                                     "evalCode {{ 1 + endin }}" };
  Rig* const rig = rig_with(NULL, program);
  for (size_t i = 0; i < COUNT(bad); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_COMPILE);
  }
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "fuzz", "what took the process down is refused", found },
  { "fuzz", "10000 lines are refused or answered once", lines },
  { "fuzz", "10000 typed calls are refused or answered once", typed },
  { "fuzz", "the same calls again need no more memory", memory },
};
CSN_TESTS(tests)
