// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The examples of docs/methods.txt: each is run in an engine of its own, gives
// the result that is stated, and its bad call is refused (layer: tests).

#include "engine/call/methods.h"
#include "examples.h"
#include "rig.h"

#define PATIENCE 48000U // Frames that an answer may take

/* A network where whatever is asked for is done. */
static CsnStatus
network(void* data, CsnNetworkRequest* request)
{
  (void)data;
  CU_ASSERT(request->port >= 0 && request->port <= 65535);
  return CSN_OK;
}

/* A painter whose pictures are always done. */
static CsnStatus
plot(void* data,
     const CsnPlot* plot,
     char* problem, // NOLINT(readability-non-const-parameter)
     size_t problem_size)
{
  (void)data;
  (void)problem;
  CU_ASSERT(plot->n && plot->path[0] && problem_size);
  return CSN_OK;
}

static Rig*
playing(void)
{
  // The device as a plugin tells of it where its host says nothing
  const RigShape shape = {
    .length = 3U * PATIENCE,
    .device = { .backend = "lv2", .buffer_size = 8192, .num_buffers = 1 },
    .network = network,
    .plot = plot
  };
  char* const program = examples_read("examples.csd");
  Rig* const rig = rig_with(&shape, program);
  free(program);
  rig_block(rig, 64);
  return rig;
}

/* Sends a line and waits for its answer; the status, and the words. */
static const RigReply*
ask(Rig* rig, const char* line, uint32_t request, CsnStatus* st)
{
  static RigReply refused;
  const char* problem = "";
  *st =
    csn_engine_line_rt(rig->engine, 0, line, strlen(line), request, &problem);
  if (*st) {
    (void)snprintf(refused.text, sizeof(refused.text), "%s", problem);
    return &refused;
  }
  for (uint32_t end = rig->at + PATIENCE;
       !rig_reply(rig, request) && rig->at < end && rig->at < rig->length;) {
    rig_block(rig, 64);
  }
  const RigReply* const reply = rig_reply(rig, request);
  *st = reply ? reply->status : CSN_ERR_ERROR;
  return reply;
}

static void
complain(const Example* entry, const char* line, const RigReply* reply)
{
  printf("    docs/methods.txt, %s: %s\n    answered: ", entry->name, line);
  for (uint32_t i = 0; reply && i < reply->n_values && i < RIG_MAX_VALUES;
       ++i) {
    printf("%.17g ", reply->values[i]);
  }
  printf("%s\n", reply ? reply->text : "nothing");
  CU_FAIL("an example is not as it is said to be");
}

static void
run_entry(const Example* entry)
{
  CsnStatus st = CSN_OK;
  uint32_t request = 0;
  Rig* const rig = playing();
  for (size_t i = 0; i < entry->n_before; ++i) {
    const RigReply* const reply = ask(rig, entry->before[i], ++request, &st);
    if (st) {
      complain(entry, entry->before[i], reply);
    }
  }
  const RigReply* reply = ask(rig, entry->example, ++request, &st);
  // What only the host can do is refused by the engine
  const bool is_hosts = strstr(entry->gives, "at the prompt") != NULL;
  const bool is_good = is_hosts ? reply && st == CSN_ERR_UNSUPPORTED
                                : !st && reply &&
                                    examples_is_given(entry->gives,
                                                      reply->values,
                                                      reply->n_values,
                                                      reply->text);
  if (!is_good) {
    complain(entry, entry->example, reply);
  }

  const char* const arrow = strstr(entry->refuses, " -> ");
  CU_ASSERT_PTR_NOT_NULL_FATAL(arrow);
  char line[512] = "";
  examples_append(line,
                  sizeof(line),
                  entry->refuses,
                  (size_t)(arrow - entry->refuses));
  reply = ask(rig, line, ++request, &st);
  if (!st || !reply || !strstr(reply->text, arrow + 4)) {
    complain(entry, entry->refuses, reply);
  }
  // An example is one of its own method
  CU_ASSERT_PTR_NOT_NULL(strstr(entry->example, entry->name));
  CU_ASSERT_PTR_NOT_NULL(strstr(line, entry->name));
  rig_close(rig);
}

static void
examples(void)
{
  char home[4096];
  Example* const entry = (Example*)calloc(1, sizeof(Example));
  CU_ASSERT_PTR_NOT_NULL_FATAL(entry);
  CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(home, sizeof(home)));
  char* const text = examples_read(csn_test_path("docs/methods.txt"));
  examples_copy_files();

  uint32_t n = 0;
  for (const char* at = text; examples_next(&at, entry); ++n) {
    run_entry(entry);
  }
  CU_ASSERT_EQUAL(n, CSN_N_METHODS);
  CU_ASSERT_EQUAL(chdir(home), 0);
  free(entry);
  free(text);
}

static const CsnTest tests[] = {
  { "examples", "the manual's examples give what it says", examples },
};
CSN_TESTS(tests)
