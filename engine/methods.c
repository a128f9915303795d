// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "methods.h"

#include "calls.h"
#include "jobs.h"

#include <math.h>
#include <string.h>

static const CsnMethod methods[] = {
  { "assignBus",
    csn_call_assign_bus,
    NULL,
    "Make an audio or control bus and return its token",
    { { "kind", CSN_PARAM_TEXT, CSN_PARAM_OPTIONAL, 0 },
      { "value", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, (double)NAN },
      { "persist", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, 0 } } },
  { "compile",
    NULL,
    csn_job_compile,
    "Add or replace instruments, opcodes and globals; notes go on",
    { { "code", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "compileFile",
    NULL,
    csn_job_compile_file,
    "Compile the orchestra of a file",
    { { "path", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "evalCode",
    NULL,
    csn_job_eval_code,
    "Run global code now and return its number",
    { { "code", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "event",
    csn_call_event,
    NULL,
    "Play score lines (i, f, …) as a score would",
    { { "score", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "getControlChannel",
    csn_call_get_channel,
    NULL,
    "Return the value of a control channel",
    { { "channel", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "getp",
    csn_call_getp,
    NULL,
    "Return a p-field of a running note",
    { { "p1", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "index", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 } } },
  { "guard",
    csn_call_guard,
    NULL,
    "Keep what is no number or too loud from the output: on or off",
    { { "mode", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "ksmps",
    NULL,
    csn_job_ksmps,
    "Length of the k-cycle for programs loaded later: exact, fit or a number",
    { { "mode", CSN_PARAM_VALUE, CSN_PARAM_REQUIRED, 0 } } },
  { "load",
    NULL,
    csn_job_load,
    "Replace the program by this text",
    { { "program", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "loadFile",
    NULL,
    csn_job_load_file,
    "Replace the program by a .csd or .orc file",
    { { "path", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 } } },
  { "mapControl",
    NULL,
    csn_job_map_control,
    "Let a control (1 … 16) drive a channel, a bus or an instrument's p-field",
    { { "control", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "target", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 },
      { "name", CSN_PARAM_INSTR, CSN_PARAM_REQUIRED, 0 },
      { "minimum", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "maximum", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "initial", CSN_PARAM_NUMBER, CSN_PARAM_NAMED, 0 },
      { "index", CSN_PARAM_NUMBER, CSN_PARAM_NAMED, 4 },
      { "curve", CSN_PARAM_VALUE, CSN_PARAM_NAMED, 0 } } },
  { "readBus",
    csn_call_read_bus,
    NULL,
    "Return the value of a control bus",
    { { "bus", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "default", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, (double)NAN } } },
  { "releaseBus",
    csn_call_release_bus,
    NULL,
    "Let a bus go that nobody uses, or when its last note ends",
    { { "bus", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 } } },
  { "sched",
    csn_call_sched,
    NULL,
    "Start a note and return its p1",
    { { "instr", CSN_PARAM_INSTR, CSN_PARAM_REQUIRED, 0 },
      { "delay", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, 0 },
      { "dur", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, -1 },
      { "args", CSN_PARAM_VALUE, CSN_PARAM_REPEATED, 0 } } },
  { "setChannel",
    csn_call_set_channel,
    NULL,
    "Set a control or string channel",
    { { "channel", CSN_PARAM_TEXT, CSN_PARAM_REQUIRED, 0 },
      { "value", CSN_PARAM_VALUE, CSN_PARAM_REQUIRED, 0 },
      { "delay", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, 0 } } },
  { "setp",
    csn_call_setp,
    NULL,
    "Change p-fields of a running note",
    { { "p1", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "delay", CSN_PARAM_NUMBER, CSN_PARAM_NAMED, 0 },
      { "pairs", CSN_PARAM_NUMBER, CSN_PARAM_REPEATED, 0 } } },
  { "status",
    NULL,
    csn_job_status,
    "Tell how the engine is, and what its controls are",
    { { NULL, CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 } } },
  { "sync",
    NULL,
    csn_job_sync,
    "Let later calls wait until all that is being made is there",
    { { NULL, CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 } } },
  { "unsched",
    csn_call_unsched,
    NULL,
    "End a note, or all notes of an instrument, with their release",
    { { "p1", CSN_PARAM_INSTR, CSN_PARAM_REQUIRED, 0 },
      { "delay", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, 0 } } },
  { "unschedAll",
    csn_call_unsched_all,
    NULL,
    "End all notes at once and forget all events to come",
    { { NULL, CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 } } },
  { "writeBus",
    csn_call_write_bus,
    NULL,
    "Set a control bus",
    { { "bus", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "value", CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 },
      { "delay", CSN_PARAM_NUMBER, CSN_PARAM_OPTIONAL, 0 } } },
};

_Static_assert(sizeof(methods) / sizeof(methods[0]) == CSN_N_METHODS,
               "CsnMethodId and the table of methods have one order");

const CsnMethod*
csn_method(uint32_t id)
{
  return &methods[id];
}

uint32_t
csn_method_find(const char* name, size_t length)
{
  uint32_t i = 0;
  while (i < CSN_N_METHODS && (strlen(methods[i].name) != length ||
                               memcmp(methods[i].name, name, length) != 0)) {
    ++i;
  }
  return i;
}
