// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "network.h"

#include "engine.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PORT 65535.0

/* Lets the shell do it; what it says is kept until the job is answered. */
static CsnStatus
ask(CsnJob* job, CsnNetworkRequest* request)
{
  CsnEngine* const engine = job->engine;
  if (!engine->config.network) {
    return csn_job_fail(job,
                        CSN_ERR_UNSUPPORTED,
                        "there is no network in this place");
  }
  const CsnStatus st =
    engine->config.network(engine->config.network_data, request);
  if (st) {
    snprintf(engine->bg.problem,
             sizeof(engine->bg.problem),
             "%s",
             *request->problem ? request->problem : csn_strerror(st));
    job->problem = engine->bg.problem;
  }
  return st;
}

static bool
read_port(CsnJob* job, double lowest, int* port)
{
  double number = 0;
  if (!csn_job_number(job, &number)) {
    return false;
  }
  if (!(number >= lowest && number <= MAX_PORT) || number > floor(number)) {
    job->problem = "a port is a whole number up to 65535";
    return false;
  }
  *port = (int)number;
  return true;
}

/* Texts that stand in a line of their own. */
static bool
read_word(CsnJob* job, const char** word)
{
  if (!csn_job_text(job, word)) {
    return false;
  }
  if (*word && strpbrk(*word, " \t\r\n")) {
    job->problem = "an address or a token has no spaces";
    return false;
  }
  return true;
}

static CsnStatus
serve(CsnJob* job, CsnNetworkAct act)
{
  CsnNetworkRequest request = { .act = act };
  if (!read_port(job, -1, &request.port) || !read_word(job, &request.address) ||
      !read_word(job, &request.token)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a port is expected here");
  }
  if (request.port >= 0 && job->record->door == CSN_NETWORK_DOOR) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_CALL,
                        "a server cannot be opened through the network");
  }
  request.address = request.address ? request.address : "127.0.0.1";
  request.token = request.token ? request.token : "";
  const CsnStatus st = ask(job, &request);
  if (act == CSN_NETWORK_UDP && (!st || request.port < 0)) {
    atomic_store(&job->engine->shared.udp_port,
                 request.port > 0 ? request.port : 0);
  }
  if (!st) {
    csn_job_result(job, request.port > 0 ? request.port : 0);
  }
  return st;
}

CsnStatus
csn_job_udpserver(CsnJob* job)
{
  return serve(job, CSN_NETWORK_UDP);
}

CsnStatus
csn_job_oscserver(CsnJob* job)
{
  return serve(job, CSN_NETWORK_OSC);
}

/* Reads host, port and token, which are the last arguments, and sends. */
static CsnStatus
send_text(CsnJob* job, const char* text)
{
  CsnNetworkRequest request = { .act = CSN_NETWORK_SEND,
                                .text = text,
                                .length = strlen(text) };
  if (!read_word(job, &request.address) || !read_port(job, 0, &request.port) ||
      !read_word(job, &request.token)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a host is expected here");
  }
  request.token = request.token ? request.token : "";
  if (!request.address != !request.port) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "a host needs a port, and a port a host");
  }
  return ask(job, &request);
}

CsnStatus
csn_job_udp_send_orc(CsnJob* job)
{
  const char* code = NULL;
  if (!csn_job_text(job, &code) || !code) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a text is expected here");
  }
  return send_text(job, code);
}

CsnStatus
csn_job_udp_send_scoreline(CsnJob* job)
{
  const char* lines = NULL;
  if (!csn_job_text(job, &lines) || !lines) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a text is expected here");
  }
  const size_t size = strlen(lines) + 8U;
  char* const text = (char*)malloc(size);
  if (!text) {
    return CSN_ERR_NO_MEMORY;
  }
  snprintf(text, size, "& %s\n", lines);
  const CsnStatus st = send_text(job, text);
  free(text);
  return st;
}

CsnStatus
csn_job_udp_set_channel(CsnJob* job)
{
  const char* channel = NULL;
  CsnArg value;
  if (!csn_job_text(job, &channel) || !channel || !*channel ||
      strpbrk(channel, " \t\r\n")) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "a channel has a name without spaces here");
  }
  if (!csn_job_arg(job, &value)) {
    return CSN_ERR_BAD_ARG;
  }
  const bool is_text = value.type == CSN_ARG_TEXT;
  if (is_text && strlen(value.text) != value.length) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "there is a zero byte in the text");
  }
  const size_t size = strlen(channel) + value.length + 64U;
  char* const text = (char*)malloc(size);
  if (!text) {
    return CSN_ERR_NO_MEMORY;
  }
  if (is_text) {
    snprintf(text, size, "%%%s %s", channel, value.text);
  } else {
    snprintf(text, size, "@%s %.17g", channel, value.number);
  }
  const CsnStatus st = send_text(job, text);
  free(text);
  return st;
}
