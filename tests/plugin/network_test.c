// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Calls by UDP and OSC (layer: tests).

#include "network_rig.h"

#include "harness.h"

#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
                              "chn_k \"freq\", 3\nchn_k \"done\", 3\n"
                              "chn_S \"word\", 3\n"
                              "instr 1\nouts a(p4), a(p4)\nendin\n";

static bool
is_silent(const CsnRig* rig)
{
  for (uint32_t i = 0; i < csn_rig_frames; ++i) {
    if (fabsf(rig->out[0][i]) > 0.0F) {
      return false;
    }
  }
  return true;
}

/* Runs blocks until the output is this loud. */
static bool
sounds(CsnLink* link, float level)
{
  for (unsigned i = 0; i < 1000; ++i) {
    (void)csn_link_call(link, "status");
    if (fabsf(link->rig->out[0][csn_rig_frames - 1] - level) < 1e-6F) {
      return true;
    }
  }
  return false;
}

/* A packet has zeros between its texts. */
static bool
has(const CsnLink* link, const char* words)
{
  return memmem(link->packet, link->size, words, strlen(words)) != NULL;
}

// Life

/* A thread that was joined may be listed for a moment. */
static bool
threads_become(unsigned n)
{
  for (unsigned i = 0; i < 2000 && csn_count_threads() != n; ++i) {
    (void)poll(NULL, 0, 1);
  }
  return csn_count_threads() == n;
}

static void*
do_nothing(void* data)
{
  return data;
}

static void
nothing_before_it_is_asked_for(void)
{
  pthread_t thread; // A sanitizer begins one of its own with the first
  CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, do_nothing, NULL), 0);
  CU_ASSERT_EQUAL_FATAL(pthread_join(thread, NULL), 0);
  const CsnRigSetup setup = { .worker = CSN_RIG_AT_ONCE };
  CsnRig* const first = csn_rig_new(&setup);    // Csound opens files of its own
  const unsigned threads = csn_count_threads(); // One watches all plugins
  csn_rig_free(first);
  const unsigned files = csn_count_files();
  CsnRig* const rig = csn_rig_new(&setup);
  CU_ASSERT_PTR_NOT_NULL_FATAL(rig->handle);
  CU_ASSERT(csn_rig_load(rig, program));
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_EQUAL(csn_count_files(), files);
  CU_ASSERT(threads_become(threads));

  const CsnTold* told = csn_rig_call(rig, "udpserver -1", 1);
  CU_ASSERT_FATAL(told && told->type == CSN_TOLD_ACK);
  told = csn_rig_call(rig, "udpSendOrc ga=1", 2);
  CU_ASSERT_FATAL(told && told->type == CSN_TOLD_ERROR);
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, "there is no UDP server"));
  CU_ASSERT(threads_become(threads));

  told = csn_rig_call(rig, "udpserver", 3);
  CU_ASSERT_FATAL(told && told->type == CSN_TOLD_ACK);
  CU_ASSERT(told->value > 0);
  told = csn_rig_call(rig, "oscserver", 4);
  CU_ASSERT_FATAL(told && told->type == CSN_TOLD_ACK);
  CU_ASSERT(threads_become(threads + 1U));
  told = csn_rig_call(rig, "udpserver -1", 5);
  CU_ASSERT_FATAL(told && told->type == CSN_TOLD_ACK);
  CU_ASSERT(threads_become(threads + 1U));
  told = csn_rig_call(rig, "oscserver -1", 6);
  CU_ASSERT_FATAL(told && told->type == CSN_TOLD_ACK);
  CU_ASSERT(threads_become(threads));
  told = csn_rig_call(rig, "oscserver", 7);
  CU_ASSERT_FATAL(told && told->type == CSN_TOLD_ACK);
  csn_rig_free(rig);
  CU_ASSERT_EQUAL(csn_count_files(), files);
  CU_ASSERT(threads_become(threads - 1U));
}

static void
ports(void)
{
  char line[128];
  CsnLink* const link = csn_link_new(program, NULL);
  (void)snprintf(line, sizeof(line), "udpserver %d", link->osc);
  const CsnTold* told = csn_link_call(link, line);
  CU_ASSERT_EQUAL(told->type, CSN_TOLD_ERROR);
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, "cannot listen at 127.0.0.1:"));
  csn_link_say(link, "@freq 2"); // The old server goes on
  CU_ASSERT(csn_link_becomes(link, "freq", 2));

  (void)snprintf(line,
                 sizeof(line),
                 "udpserver %d 127.0.0.1 \"a good token\"",
                 link->udp);
  CU_ASSERT_EQUAL(csn_link_call(link, line)->type, CSN_TOLD_ERROR);
  (void)snprintf(line,
                 sizeof(line),
                 "udpserver %d 127.0.0.1 agoodtoken",
                 link->udp);
  CU_ASSERT_EQUAL((int)csn_link_ask(link, line), link->udp);
  csn_link_say(link, "@freq 3");
  csn_link_say(link, "agoodtoken\n@freq 4");
  CU_ASSERT(csn_link_becomes(link, "freq", 4));

  const int before = link->udp;
  link->udp = (int)csn_link_ask(link, "udpserver");
  CU_ASSERT_NOT_EQUAL(link->udp, before);
  csn_link_say(link, "@freq 5");
  CU_ASSERT(csn_link_becomes(link, "freq", 5));
  csn_link_free(link);
}

static void
tokens(void)
{
  static const struct {
    const char* line;
    const char* words;
  } bad[] = {
    { "udpserver 0 0.0.0.0", "needs a token" },
    { "oscserver 0 ::", "needs a token" },
    { "udpserver 0 127.0.0.1 short", "8 to 127" },
    { "udpserver 0 somewhere", "not numeric" },
    { "udpserver 0 256.1.1.1", "not numeric" },
    { "udpSendOrc a host=somewhere port=7", "not numeric" },
  };
  CsnLink* const link = csn_link_new(program, "0123456789");
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    const CsnTold* const told = csn_link_call(link, bad[i].line);
    CU_ASSERT_EQUAL(told->type, CSN_TOLD_ERROR);
    CU_ASSERT_PTR_NOT_NULL(strstr(told->text, bad[i].words));
  }

  char message[256];
  csn_link_say(link, "@freq 1");
  csn_link_say(link, "0123456789@freq 1");
  csn_link_say(link, "0123456788\n@freq 1");
  csn_link_say(link, "0123456789");
  size_t size = csn_osc_write(message, "/setChannel", "sd", "freq", 1.0);
  csn_link_send(link, link->osc, message, size);
  size = csn_osc_write(message, "/setChannel", "ssd", "012345678", "freq", 1.0);
  csn_link_send(link, link->osc, message, size);
  CU_ASSERT(csn_link_hears(link, "the token is wrong"));
  size =
    csn_osc_write(message, "/setChannel/5", "ssd", "0123456789", "done", 7.0);
  CU_ASSERT(csn_link_osc(link, message, size)); // And no answer before it
  CU_ASSERT_STRING_EQUAL(link->packet, "/reply");
  CU_ASSERT(csn_link_becomes(link, "done", 7));
  CU_ASSERT(csn_link_becomes(link, "freq", 0));
  csn_link_say(link, "0123456789\n@freq 2");
  CU_ASSERT(csn_link_becomes(link, "freq", 2));
  CU_ASSERT_EQUAL(csn_link_call(link, "udpSetChannel done 3")->type,
                  CSN_TOLD_ACK);
  CU_ASSERT(csn_link_becomes(link, "done", 3)); // It knows its own token
  csn_link_free(link);
}

// Csound's protocol

static void
channels(void)
{
  char line[128];
  CsnLink* const link = csn_link_new(program, NULL);
  csn_link_say(link, "@freq 330.5\n");
  CU_ASSERT(csn_link_becomes(link, "freq", 330.5));
  (void)snprintf(line, sizeof(line), ":@freq 127.0.0.1 %d", link->port);
  csn_link_say(link, line);
  CU_ASSERT_FATAL(csn_link_await(link));
  CU_ASSERT_STRING_EQUAL(link->packet, "freq::330.5");
  CU_ASSERT_EQUAL(link->size, strlen("freq::330.5") + 1U);

  csn_link_say(link, "%word hello world");
  (void)snprintf(line, sizeof(line), ":%%word localhost %d", link->port);
  csn_link_say(link, line);
  CU_ASSERT_FATAL(csn_link_await(link));
  CU_ASSERT_STRING_EQUAL(link->packet, "word::hello world");

  static const char* const bad[] = {
    "@freq",   "@freq x",       "@freq 1 2",          ":@freq",
    ":freq 1", ":@freq host 7", ":@freq 127.0.0.1 0", "% "
  };
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    csn_link_say(link, bad[i]);
    CU_ASSERT(csn_link_hears(link, "udp, 127.0.0.1:"));
    csn_rig_forget(link->rig);
  }
  csn_link_say(link, ":@nowhere 127.0.0.1 9");
  CU_ASSERT(csn_link_hears(link, "there is no such control channel"));
  csn_link_free(link);
}

static void
code_and_scores(void)
{
  CsnLink* const link = csn_link_new(program, NULL);
  csn_link_say(link, "instr 2\nchnset p4, \"done\"\nendin\n");
  csn_link_say(link, "& i 2 0 0.1 5\n");
  CU_ASSERT(csn_link_becomes(link, "done", 5));
  csn_link_say(link, "$i 2 0 0.1 6\ni 2 0.01 0.1 7\n");
  CU_ASSERT(csn_link_becomes(link, "done", 7));
  csn_link_send(link, link->udp, "& i 2 0 0.1 8\0", 15); // A zero at its end
  CU_ASSERT(csn_link_becomes(link, "done", 8));

  // Code in pieces, with a comment first, and a division at a border
  csn_link_say(link, "{{ ; a comment\ninstr 3\niv = 18 ");
  csn_link_say(link, "/ 2\nSt = {{ } }}\n");
  csn_link_say(link, "chnset iv, \"done\"\nend");
  csn_link_say(link, "in }");
  csn_link_say(link, "}\n");
  csn_link_say(link, "/* code */ schedule 3, 0, 0.1");
  CU_ASSERT(csn_link_becomes(link, "done", 9));

  csn_link_say(link, "instr 4\nnothing 1 2 3\nendin");
  CU_ASSERT(csn_link_hears(link, "compile:2:1: error: "));
  csn_link_send(link, link->udp, "instr\0 5", 8);
  CU_ASSERT(csn_link_hears(link, "a zero byte"));
  csn_link_say(link, "& i 77 0 1");
  CU_ASSERT(csn_link_hears(link, "instrument"));

  csn_link_say(link, "##close##");
  bool ended = false;
  for (unsigned i = 0; i < 1000 && !ended; ++i) {
    ended =
      csn_link_call(link, "udpSendOrc \"ga = 1\"")->type == CSN_TOLD_ERROR;
  }
  CU_ASSERT(ended);
  csn_link_free(link);
}

/* Writes a text without its zero. */
static void
put(char* to, const char* text)
{
  while (*text) {
    *to++ = *text++;
  }
}

/* Longer than a packet, and than what a method line may be. */
static void
long_code(void)
{
  enum { size = 300000 };
  char* const line = (char*)malloc(size + 256U);
  CU_ASSERT_PTR_NOT_NULL_FATAL(line);
  CsnLink* const link = csn_link_new(program, NULL);
  memset(line, ' ', size);
  for (size_t i = 0; i < 60000; i += 100U) {
    line[i] = '\n';
  }
  put(line, "{{instr 6\n");
  put(line + 70000, "\nchnset 11, \"done\"\nendin }}");
  csn_link_send(link, link->udp, line, 40000);
  csn_link_send(link, link->udp, line + 40000, 30027);
  csn_link_settle(link);
  csn_link_say(link, "& i 6 0 0.1");
  CU_ASSERT(csn_link_becomes(link, "done", 11));

  // As udpSendOrc cuts it; the message port takes a line of 32 kB only
  char* at = line;
  at += sprintf(at, "udpSendOrc {{instr 7\n");
  memset(at, ' ', 30000);
  at += 30000;
  (void)sprintf(at, "\nchnset 12, \"done\"\nendin}}");
  CU_ASSERT_EQUAL(csn_link_call(link, line)->type, CSN_TOLD_ACK);
  CU_ASSERT_EQUAL(csn_link_call(link, "udpSendScoreline \"i 7 0 0.1\"")->type,
                  CSN_TOLD_ACK);
  CU_ASSERT(csn_link_becomes(link, "done", 12));
  csn_link_free(link);
  free(line);
}

// OSC

static void
osc_calls(void)
{
  char message[512];
  CsnLink* const link = csn_link_new(program, NULL);
  size_t size =
    csn_osc_write(message, "/sched/12", "sfhb", "1", 0.0, (int64_t)-1, 0.25);
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  const size_t expected =
    csn_osc_write(message, "/reply", "sid", "sched", 12, 1.0002);
  CU_ASSERT_EQUAL(link->size, expected);
  CU_ASSERT_EQUAL(memcmp(link->packet, message, expected), 0);
  CU_ASSERT(sounds(link, 0.25F));
  size = csn_osc_write(message, "/setp", "did", 1.0002, 4, 0.5);
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  CU_ASSERT(sounds(link, 0.5F));

  size = csn_osc_write(message, "/nothing/3", "");
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  size = csn_osc_write(
    message, "/error", "sis", "nothing", 3, "there is no such method");
  CU_ASSERT_EQUAL(link->size, size);
  CU_ASSERT_EQUAL(memcmp(link->packet, message, size), 0);

  size =
    csn_osc_write(message, "/compile/4", "s", "instr 9\nnothing 1 2\nendin");
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  CU_ASSERT_STRING_EQUAL(link->packet, "/error");
  CU_ASSERT(has(link, "compile:2:1: error: "));

  size = csn_osc_write(message, "/unsched", "sNTF", "1");
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  CU_ASSERT_STRING_EQUAL(link->packet, "/error"); // Too many
  size = csn_osc_write(message, "/unsched", "sN", "1");
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  CU_ASSERT_STRING_EQUAL(link->packet, "/reply");
  CU_ASSERT(sounds(link, 0.0F));

  size = csn_osc_write(message, "/udpserver/6", "i", 0);
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  CU_ASSERT_STRING_EQUAL(link->packet, "/error");
  CU_ASSERT(has(link, "through the network"));
  csn_link_free(link);
}

/* Each packet that comes, until one that is this. */
static bool
comes(CsnLink* link, const char* expected, size_t size)
{
  for (unsigned i = 0; i < 8; ++i) {
    if (!csn_link_await(link)) {
      return false;
    }
    if (link->size == size && !memcmp(link->packet, expected, size)) {
      return true;
    }
  }
  return false;
}

static void
osc_outvalue(void)
{
  char message[512];
  CsnLink* const link = csn_link_new(program, NULL);
  size_t size =
    csn_osc_write(message, "/registerOutvalueCallback/7", "s", "level");
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  size =
    csn_osc_write(message, "/reply", "sid", "registerOutvalueCallback", 7, 1.0);
  CU_ASSERT_EQUAL(link->size, size);
  CU_ASSERT_EQUAL(memcmp(link->packet, message, size), 0);
  size = csn_osc_write(message,
                       "/compile",
                       "s",
                       "instr 9\noutvalue \"level\", p4\nendin");
  CU_ASSERT_FATAL(csn_link_osc(link, message, size));
  for (int i = 1; i <= 2; ++i) {
    size = csn_osc_write(message, "/sched", "iidd", 9, 0, 0.001, i * 0.25);
    csn_link_send(link, link->osc, message, size);
    size = csn_osc_write(message, "/outvalue", "sid", "level", 7, i * 0.25);
    CU_ASSERT(comes(link, message, size));
  }
  csn_link_free(link);
}

static void
osc_forms(void)
{
  char message[512];
  char bundle[1024] = "#bundle";
  CsnLink* const link = csn_link_new(program, NULL);
  size_t at = 16;
  for (int i = 1; i <= 3; ++i) {
    const size_t n =
      csn_osc_write(message, "/setChannel", "sd", "freq", (double)i);
    bundle[at + 3U] = (char)n;
    memcpy(bundle + at + 4U, message, n);
    at += n + 4U;
  }
  CU_ASSERT_FATAL(csn_link_osc(link, bundle, at));
  CU_ASSERT(csn_link_becomes(link, "freq", 3));
  CU_ASSERT(csn_link_await(link) && csn_link_await(link)); // Three answers
  bundle[19] = 120;
  csn_link_send(link, link->osc, bundle, at);
  CU_ASSERT(csn_link_hears(link, "no OSC bundle"));

  // Csound's own addresses, at the port of its protocol
  size_t size =
    csn_osc_write(message, "/csound/channel/freq/done", "ff", 21.0, 22.0);
  csn_link_send(link, link->udp, message, size);
  CU_ASSERT(csn_link_becomes(link, "freq", 21));
  CU_ASSERT(csn_link_becomes(link, "done", 22));
  size = csn_osc_write(message,
                       "/csound/compile",
                       "s",
                       "instr 9\nchnset p4, \"done\"\nendin");
  csn_link_send(link, link->udp, message, size);
  size =
    csn_osc_write(message, "/csound/event/instr", "ffff", 9.0, 0.0, 0.1, 23.0);
  csn_link_send(link, link->udp, message, size);
  CU_ASSERT(csn_link_becomes(link, "done", 23));
  size = csn_osc_write(message, "/csound/event", "s", "i 9 0 0.1 24");
  csn_link_send(link, link->udp, message, size);
  CU_ASSERT(csn_link_becomes(link, "done", 24));

  static const char* const bad[] = {
    "/",         "/setChannel/", "/setChannel/x", "/setChannel/-1",
    "/csound/x", "/a/1/2"
  };
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    size = csn_osc_write(message, bad[i], "");
    csn_rig_forget(link->rig);
    csn_link_send(link, link->osc, message, size);
    CU_ASSERT(csn_link_hears(link, "an address is /METHOD"));
  }
  csn_rig_forget(link->rig);
  csn_link_send(link, link->osc, "/status\0,c\0\0\0\0\0a", 16);
  CU_ASSERT(csn_link_hears(link, "argument of this type"));
  csn_rig_forget(link->rig);
  csn_link_send(link, link->osc, "/status\0,b\0\0\0\0\0\4abcd", 20);
  CU_ASSERT(csn_link_hears(link, "doubles in network byte order"));
  csn_rig_forget(link->rig);
  csn_link_send(link, link->osc, "instr 1", 7);
  CU_ASSERT(csn_link_hears(link, "no OSC message"));
  csn_link_free(link);
}

static void
flood(void)
{
  CsnLink* const link = csn_link_new(program, NULL);
  for (unsigned i = 0; i < 20000; ++i) {
    csn_link_say(link, "@freq 1");
  }
  csn_link_say(link, "@freq 1");
  // Whether the system or the server has dropped some, it is there again
  for (unsigned i = 0; i < 1000; ++i) {
    csn_rig_run(link->rig, csn_rig_frames);
    csn_rig_forget(link->rig);
  }
  csn_link_settle(link);
  CU_ASSERT_EQUAL(csn_link_call(link, "sched 1 0 -1 0.5")->type, CSN_TOLD_ACK);
  CU_ASSERT(sounds(link, 0.5F));
  CU_ASSERT_EQUAL(csn_link_call(link, "unschedAll")->type, CSN_TOLD_ACK);
  CU_ASSERT(sounds(link, 0.0F));
  CU_ASSERT(is_silent(link->rig));
  csn_link_free(link);
}

static const CsnTest tests[] = {
  { "network",
    "nothing is open before it is asked for, or after",
    nothing_before_it_is_asked_for },
  { "network", "a port that is taken leaves the old server", ports },
  { "network", "tokens are needed, checked and not answered for", tokens },
  { "network", "channels are set and asked for in Csound's words", channels },
  { "network", "code and scores come in one packet or many", code_and_scores },
  { "network", "code may be longer than a packet", long_code },
  { "network", "OSC calls methods and brings answers", osc_calls },
  { "network", "OSC brings what a program sends", osc_outvalue },
  { "network", "OSC comes in bundles and by Csound's addresses", osc_forms },
  { "network", "a flood is outlived", flood },
};
CSN_TESTS(tests)
