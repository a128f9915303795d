// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The examples of docs/methods.txt: each is run in an engine of its own, gives
// the result that is stated, and its bad call is refused (layer: tests).

#include "engine/methods.h"
#include "rig.h"

#include <dirent.h>
#include <math.h>
#include <unistd.h>

#define MAX_BEFORE 8U
#define PATIENCE 48000U // Frames that an answer may take

/* The fields of one method's entry. */
typedef struct {
  char name[64];
  char before[MAX_BEFORE][1024];
  size_t n_before;
  char example[4096];
  char gives[512];
  char refuses[512];
} Entry;

static char*
read_file(const char* path)
{
  FILE* const file = fopen(path, "rb");
  char* const text = (char*)calloc(1, 1U << 20U);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  const size_t n = fread(text, 1, (1U << 20U) - 1U, file);
  (void)fclose(file);
  CU_ASSERT(n > 0);
  return text;
}

static void
append(char* to, size_t size, const char* text, size_t length)
{
  const size_t used = strlen(to);
  CU_ASSERT_FATAL(used + length < size);
  memcpy(to + used, text, length);
  to[used + length] = '\0';
}

/* The field that a line begins, and how long its key is; null: none of ours. */
static char*
field_of(Entry* entry, const char* line, size_t* size, size_t* skip)
{
  *size = sizeof(entry->refuses);
  if (!strncmp(line, "  before: ", 10)) {
    CU_ASSERT_FATAL(entry->n_before < MAX_BEFORE);
    *size = sizeof(entry->before[0]);
    *skip = 10;
    return entry->before[entry->n_before++];
  }
  if (!strncmp(line, "  example: ", 11)) {
    *size = sizeof(entry->example);
    *skip = 11;
    return entry->example;
  }
  *skip = !strncmp(line, "  gives: ", 9) ? 9 : 11;
  return *skip == 9                          ? entry->gives
         : !strncmp(line, "  refuses: ", 11) ? entry->refuses
                                             : NULL;
}

/* Takes the next entry; `at` stands at a line.  False: there is none. */
static bool
next_entry(const char** at, Entry* entry)
{
  char* field = NULL;
  size_t size = 0;
  memset(entry, 0, sizeof(*entry));
  while (**at) {
    const char* const line = *at;
    const size_t length = strcspn(line, "\n");
    const bool is_name = length && *line != '#' && *line != ' ';
    if (is_name && entry->name[0]) {
      return true;
    }
    *at += length + (line[length] == '\n');
    if (is_name) {
      append(entry->name, sizeof(entry->name), line, length);
    } else if (field && !strncmp(line, "    ", 4)) {
      append(field, size, "\n", 1);
      append(field, size, line + 4, length - 4U);
    } else if (length && *line == ' ') {
      size_t skip = 0;
      field = field_of(entry, line, &size, &skip);
      if (field) {
        append(field, size, line + skip, length - skip);
      }
    }
  }
  return entry->name[0] != '\0';
}

/* The files that examples name are copies, below the scratch. */
static void
copy_files(void)
{
  char* const from = realpath(csn_test_path("docs/examples"), NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(from);
  DIR* const folder = opendir(from);
  CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
  CU_ASSERT_EQUAL_FATAL(chdir(csn_test_scratch()), 0);
  for (struct dirent* e = readdir(folder); e; e = readdir(folder)) {
    char path[4096];
    (void)snprintf(path, sizeof(path), "%s/%s", from, e->d_name);
    FILE* const in = e->d_name[0] == '.' ? NULL : fopen(path, "rb");
    FILE* const out = in ? fopen(e->d_name, "wb") : NULL;
    static char bytes[1U << 20U];
    if (in && out) {
      const size_t n = fread(bytes, 1, sizeof(bytes), in);
      CU_ASSERT(n && n < sizeof(bytes) && fwrite(bytes, 1, n, out) == n);
    }
    CU_ASSERT(e->d_name[0] == '.' || (out && !fclose(out)));
    CU_ASSERT(!in || !fclose(in));
  }
  (void)closedir(folder);
  free(from);
}

/* A network where whatever is asked for is done. */
static CsnStatus
network(void* data, CsnNetworkRequest* request)
{
  (void)data;
  CU_ASSERT(request->port >= 0 && request->port <= 65535);
  return CSN_OK;
}

static Rig*
playing(void)
{
  const RigShape shape = { .length = 3U * PATIENCE, .network = network };
  char* const program = read_file("examples.csd");
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

static bool
near(double a, double b)
{
  return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

/* Tells whether a reply is what the entry says: numbers, and a text. */
static bool
is_given(const RigReply* reply, const char* gives)
{
  uint32_t n = 0;
  const char* at = gives;
  if (!strcmp(gives, "nothing")) {
    return !reply->n_values && !reply->text[0];
  }
  for (;;) {
    at += strspn(at, " ");
    char* end = NULL;
    const double number = strtod(at, &end);
    if (end == at) {
      break;
    }
    if (n >= reply->n_values || n >= RIG_MAX_VALUES ||
        !near(reply->values[n++], number)) {
      return false;
    }
    at = end;
  }
  if (*at == '"') {
    char part[512] = "";
    const char* const close = strrchr(at, '"');
    append(part, sizeof(part), at + 1, (size_t)(close - at - 1));
    return n == reply->n_values && part[0] && strstr(reply->text, part);
  }
  return !*at && n && n == reply->n_values;
}

static void
complain(const Entry* entry, const char* line, const RigReply* reply)
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
run_entry(const Entry* entry)
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
  if (st || !reply || !is_given(reply, entry->gives)) {
    complain(entry, entry->example, reply);
  }

  const char* const arrow = strstr(entry->refuses, " -> ");
  CU_ASSERT_PTR_NOT_NULL_FATAL(arrow);
  char line[512] = "";
  append(line, sizeof(line), entry->refuses, (size_t)(arrow - entry->refuses));
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
  Entry* const entry = (Entry*)calloc(1, sizeof(Entry));
  CU_ASSERT_PTR_NOT_NULL_FATAL(entry);
  CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(home, sizeof(home)));
  char* const text = read_file(csn_test_path("docs/methods.txt"));
  copy_files();

  uint32_t n = 0;
  for (const char* at = text; next_entry(&at, entry); ++n) {
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
