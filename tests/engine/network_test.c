// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What the engine asks of the network, calls with typed values, and sentences
// of other threads (layer: tests). The network itself: tests/plugin.

#include "rig.h"

#include <math.h>

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
                              "chn_k \"freq\", 3\n"
                              "chn_S \"word\", 3\n"
                              "instr 1\nouts a(p4), a(p5)\nendin\n"
                              "instr lead\nouts a(p4), a(p5)\nendin\n";

/** What was asked for. */
typedef struct {
  unsigned n;
  CsnNetworkAct act;
  int port;
  char address[64];
  char token[64];
  char text[256];
  size_t length;
  CsnStatus status; ///< To be returned
} Asked;

static CsnStatus
keep(void* data, CsnNetworkRequest* request)
{
  Asked* const asked = (Asked*)data;
  ++asked->n;
  asked->act = request->act;
  asked->port = request->port;
  snprintf(asked->address,
           sizeof(asked->address),
           "%s",
           request->address ? request->address : "(null)");
  snprintf(asked->token, sizeof(asked->token), "%s", request->token);
  snprintf(asked->text,
           sizeof(asked->text),
           "%s",
           request->text ? request->text : "");
  asked->length = request->length;
  if (asked->status) {
    snprintf(request->problem, sizeof(request->problem), "the port is taken");
  } else if (request->act != CSN_NETWORK_SEND && !request->port) {
    request->port = 40001;
  }
  return asked->status;
}

static Rig*
rig_on(Asked* asked)
{
  const RigShape shape = { .network = keep, .network_data = asked };
  memset(asked, 0, sizeof(*asked));
  return rig_with(&shape, program);
}

static void
servers(void)
{
  Asked asked;
  Rig* const rig = rig_on(&asked);
  CU_ASSERT_EQUAL(csn_engine_udp_port(rig->engine), 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "udpserver"), 40001, 0);
  CU_ASSERT_EQUAL(asked.act, CSN_NETWORK_UDP);
  CU_ASSERT_EQUAL(asked.port, 0);
  CU_ASSERT_STRING_EQUAL(asked.address, "127.0.0.1");
  CU_ASSERT_STRING_EQUAL(asked.token, "");
  CU_ASSERT_EQUAL(csn_engine_udp_port(rig->engine), 40001);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "oscserver 9000 0.0.0.0 tok"), 9000, 0);
  CU_ASSERT_EQUAL(asked.act, CSN_NETWORK_OSC);
  CU_ASSERT_STRING_EQUAL(asked.address, "0.0.0.0");
  CU_ASSERT_STRING_EQUAL(asked.token, "tok");
  CU_ASSERT_EQUAL(csn_engine_udp_port(rig->engine), 40001);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "udpserver -1"), 0, 0);
  CU_ASSERT_EQUAL(asked.port, -1);
  CU_ASSERT_EQUAL(csn_engine_udp_port(rig->engine), 0);
  CU_ASSERT_EQUAL(asked.n, 3);

  static const char* const bad[] = {
    "udpserver 65536",     "udpserver 1.5",           "udpserver -2",
    "udpserver nan",       "udpserver 1e300",         "oscserver port",
    "oscserver 1 \"a b\"", "udpserver 1 1 \"a\\nb\"", "udpserver 1 1 1 1",
  };
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  CU_ASSERT_EQUAL(asked.n, 3);
  rig_close(rig);
}

static void
c_functions(void)
{
  Asked asked;
  Rig* const rig = rig_on(&asked);
  CsnEngine* const engine = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_udpserver(engine, 7000, NULL, NULL, 1), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 7000, 0);
  CU_ASSERT_EQUAL(csn_engine_oscserver(engine, 0, "::1", NULL, 2), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 2), 40001, 0);
  CU_ASSERT_STRING_EQUAL(asked.address, "::1");
  CU_ASSERT_EQUAL(csn_engine_udp_send_orc(engine, "ga = 1", NULL, 0, NULL, 3),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_STRING_EQUAL(asked.text, "ga = 1");
  CU_ASSERT_STRING_EQUAL(asked.address, "(null)");
  CU_ASSERT_EQUAL(csn_engine_udp_send_scoreline(
                    engine, "i 1 0 1", "localhost", 7001, "tok", 4),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_STRING_EQUAL(asked.text, "& i 1 0 1\n");
  CU_ASSERT_STRING_EQUAL(asked.token, "tok");
  CU_ASSERT_EQUAL(asked.port, 7001);
  CU_ASSERT_EQUAL(
    csn_engine_udp_set_channel(engine, "freq", 0.1, NULL, 0, NULL, 5), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_STRING_EQUAL(asked.text, "@freq 0.10000000000000001");
  CU_ASSERT_EQUAL(csn_engine_udp_set_string_channel(
                    engine, "word", "two words", NULL, 0, NULL, 6),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_STRING_EQUAL(asked.text, "%word two words");
  for (uint32_t i = 1; i <= 6; ++i) {
    CU_ASSERT(rig_answered(rig, i, CSN_OK));
  }
  rig_close(rig);
}

static void
sending(void)
{
  Asked asked;
  Rig* const rig = rig_on(&asked);
  CU_ASSERT_EQUAL(rig_call(rig, "udpSendOrc {{instr 5\nendin}}"), CSN_OK);
  CU_ASSERT_EQUAL(asked.act, CSN_NETWORK_SEND);
  CU_ASSERT_STRING_EQUAL(asked.text, "instr 5\nendin");
  CU_ASSERT_EQUAL(asked.length, strlen("instr 5\nendin"));
  CU_ASSERT_EQUAL(
    rig_call(rig, "udpSetChannel freq 330 host=127.0.0.1 port=7000 token=x"),
    CSN_OK);
  CU_ASSERT_STRING_EQUAL(asked.text, "@freq 330");
  CU_ASSERT_EQUAL(asked.port, 7000);
  CU_ASSERT_STRING_EQUAL(asked.token, "x");
  CU_ASSERT_EQUAL(rig_call(rig, "udpSendScoreline \"i 1 0 1\""), CSN_OK);
  CU_ASSERT_STRING_EQUAL(asked.text, "& i 1 0 1\n");
  CU_ASSERT_EQUAL(asked.n, 3);

  CU_ASSERT_EQUAL(rig_call(rig, "udpSendOrc a host=127.0.0.1"),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "udpSendScoreline a port=7"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "udpSetChannel \"a b\" 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "udpSetChannel \"\" 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "udpSetChannel a"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(asked.n, 3);
  rig_close(rig);
}

static void
trouble(void)
{
  Asked asked;
  Rig* const rig = rig_on(&asked);
  asked.status = CSN_ERR_IO;
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "udpserver 80"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_ERR_IO));
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 1)->text, "the port is taken");
  rig_close(rig);

  Rig* const bare = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(bare, "udpserver"), CSN_ERR_UNSUPPORTED);
  CU_ASSERT_EQUAL(rig_call(bare, "udpSendOrc a"), CSN_ERR_UNSUPPORTED);
  CU_ASSERT_EQUAL(csn_engine_udp_port(bare->engine), 0);
  rig_close(bare);
}

/* Who calls from outside cannot open another server, but can end one. */
static void
from_outside(void)
{
  Asked asked;
  Rig* const rig = rig_on(&asked);
  CsnReply reply;
  CU_ASSERT_EQUAL(
    csn_engine_call_door(rig->engine, "udpserver 7000", 1, 1, NULL, 0), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_FATAL(csn_engine_poll_door(rig->engine, 1, &reply));
  CU_ASSERT_EQUAL(reply.request, 1);
  CU_ASSERT_EQUAL(reply.status, CSN_ERR_BAD_CALL);
  CU_ASSERT_EQUAL(asked.n, 0);
  CU_ASSERT_EQUAL(
    csn_engine_call_door(rig->engine, "udpserver -1", 2, 1, NULL, 0), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(asked.n, 1);
  rig_close(rig);
}

// Values

static CsnValue
number(double x)
{
  const CsnValue value = { CSN_VALUE_NUMBER, x, NULL, NULL, 0 };
  return value;
}

static CsnValue
text(const char* words)
{
  const CsnValue value = { CSN_VALUE_TEXT, 0, words, NULL, 0 };
  return value;
}

/* Calls with up to four values; returns the status, of the answer if sent. */
static CsnStatus
call(Rig* rig, const char* method, size_t n, const CsnValue* values)
{
  static uint32_t request = 3000000;
  const char* problem = NULL;
  const CsnStatus st = csn_engine_call_values(
    rig->engine, method, values, n, ++request, 0, &problem);
  CU_ASSERT((st != CSN_OK) == (problem != NULL));
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  return st ? st : reply ? reply->status : (CsnStatus)-1;
}

static double
heard(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static void
values(void)
{
  Rig* const rig = rig_with(NULL, program);
  const double pfields[] = { 0.25, 0.5 };
  const CsnValue array = { CSN_VALUE_NUMBERS, 0, NULL, pfields, 2 };
  const CsnValue none = { CSN_VALUE_NONE, 0, NULL, NULL, 0 };
  const CsnValue a[] = { text("lead"), number(0), number(-1), array };
  CU_ASSERT_EQUAL(call(rig, "sched", 4, a), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig), 0.25, 1e-9);
  CU_ASSERT_EQUAL(call(rig, "unschedAll", 0, NULL), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig), 0, 0);

  // A default, a number in a text, an argument by its name
  const CsnValue b[] = { text("1"), none, text("dur=-1"), number(0.75) };
  CU_ASSERT_EQUAL(call(rig, "sched", 4, b), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig), 0.75, 1e-9);

  const CsnValue c[] = { text("word"), text("5") };
  CU_ASSERT_EQUAL(call(rig, "setChannel", 2, c), CSN_OK);
  CU_ASSERT_EQUAL(call(rig, "getStringChannel", 1, c), CSN_OK);
  CU_ASSERT_STRING_EQUAL(rig->replies[rig->n_replies - 1U].text, "5");

  const CsnValue f[] = { text("freq"), number(330) };
  CU_ASSERT_EQUAL(call(rig, "setChannel", 2, f), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel freq"), 330, 0);
  rig_close(rig);
}

static void
bad_values(void)
{
  Rig* const rig = rig_with(NULL, program);
  double many[5000] = { 0 };
  const CsnValue array = { CSN_VALUE_NUMBERS, 0, NULL, many, 5000 };
  const CsnValue one[] = { number(1), number(0), number(1), array };
  const CsnValue words[] = { text("a"), text("b"), text("c"), text("d") };
  const CsnValue none[] = { { CSN_VALUE_NONE, 0, NULL, NULL, 0 } };
  CU_ASSERT_EQUAL(call(rig, "nothing", 0, NULL), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(call(rig, "", 0, NULL), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(call(rig, "sched", 0, NULL), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(call(rig, "sched", 1, none), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(call(rig, "sched", 4, words), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(call(rig, "sched", 4, one), CSN_ERR_FULL);
  CU_ASSERT_EQUAL(call(rig, "compile", 1, one), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(call(rig, "compile", 2, words), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(call(rig, "getp", 1, &one[2]), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(call(rig, "unsched", 1, &one[3]), CSN_ERR_BAD_ARG);
  const CsnValue odd[] = { number((double)NAN), number((double)INFINITY) };
  CU_ASSERT_NOT_EQUAL(call(rig, "sched", 2, odd), CSN_OK);
  CU_ASSERT_EQUAL(call(rig, "getStringChannel", 1, words), CSN_ERR_NOT_FOUND);
  const CsnValue freq[] = { text("freq") };
  CU_ASSERT_EQUAL(call(rig, "getStringChannel", 1, freq), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

/* Code of any size, as long as it goes to the worker. */
static void
large_code(void)
{
  const size_t size = 150000; // Csound copies all for each line
  char* const code = (char*)malloc(size + 1U);
  CU_ASSERT_PTR_NOT_NULL_FATAL(code);
  memset(code, '\n', size);
  rig_put(code + size - 50U, "instr late\nouts a(0.5), a(0.5)\nendin\n");
  code[size] = '\0';
  Rig* const rig = rig_with(NULL, program);
  const CsnValue value[] = { text(code) };
  CU_ASSERT_EQUAL(call(rig, "compile", 1, value), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched late"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig), 0.5, 1e-9);
  rig_close(rig);
  free(code);
}

static void
news(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(csn_engine_tell(rig->engine, CSN_REPLY_LOG, "hello"), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_tell(rig->engine, CSN_REPLY_FAILED, "no"), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_tell(rig->engine, CSN_REPLY_ENDED, "x"),
                  CSN_ERR_BAD_ARG);
  rig_block(rig, 64);
  CU_ASSERT_PTR_NOT_NULL_FATAL(rig_last(rig, CSN_REPLY_LOG));
  CU_ASSERT_STRING_EQUAL(rig_last(rig, CSN_REPLY_LOG)->text, "hello");
  CU_ASSERT_PTR_NOT_NULL_FATAL(rig_last(rig, CSN_REPLY_FAILED));
  CU_ASSERT_STRING_EQUAL(rig_last(rig, CSN_REPLY_FAILED)->text, "no");
  CU_ASSERT_EQUAL(rig_last(rig, CSN_REPLY_FAILED)->request, 0);
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ENDED), 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "network", "servers are asked for with port, address and token", servers },
  { "network", "C functions say the same as lines", c_functions },
  { "network", "packets are written in Csound's words", sending },
  { "network", "what goes wrong is told in the network's words", trouble },
  { "network", "a server is not opened from outside", from_outside },
  { "values", "take the places and types of the method's row", values },
  { "values", "that do not fit are refused, and why", bad_values },
  { "values", "may be code of any size", large_code },
  { "news", "of other threads come out at door 0", news },
};

CSN_TESTS(tests)
