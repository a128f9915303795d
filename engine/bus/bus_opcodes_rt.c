// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Bus opcodes: busassign, busin, busout and busmix as native opcodes of Csound.
  Engine layer; init on the thread that runs Csound's init pass (audio, or the
  worker that builds an instance), the rest on the audio thread.

  An opcode is a user of its bus from its init to the end of its note, release
  included.  Csound frees the few bytes by which it calls back at the end of a
  note, so it has to allocate them: one malloc() a note and opcode.
*/

#include "bus.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <string.h>

/** Every opcode here, whatever its arguments, which follow `h`. */
typedef struct {
  OPDS h;
  MYFLT* args[3]; ///< First what it returns, then what it takes
  CsnBuses* buses;
  CsnBus* bus; ///< It is used, until the note ends
  bool registered;
  int64_t cycle; ///< Of which `at` tells
  uint32_t at;   ///< Frame of the k-cycle, where the opcode has a shorter one
} BusOp;

/* Null in a Csound that only tries code: everything is good there. */
static CsnBuses*
buses_of(CSOUND* csound, BusOp* op)
{
  if (!op->buses) {
    CsnBuses* const* const found =
      (CsnBuses* const*)csound->QueryGlobalVariable(csound, csn_bus_variable());
    op->buses = found ? *found : NULL;
  }
  op->cycle = -1;
  return op->buses;
}

static bool
is_global(const BusOp* op)
{
  return op->h.insdshead->insno == 0;
}

// Using a bus for as long as the note lasts

static int
leave(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  (void)csound;
  if (op->bus) {
    csn_bus_let_go(op->buses->bank, op->bus);
  }
  op->bus = NULL;
  op->registered = false;
  return OK;
}

static void
leave_at_end(CSOUND* csound, BusOp* op)
{
  if (!op->registered) {
    op->registered = true;
    csound->RegisterDeinitCallback(csound, op, leave);
  }
}

/* Becomes a user of a bus; a second init pass of the note may name another. */
static int
use(CSOUND* csound,
    BusOp* op,
    double token,
    CsnBusKind kind,
    const char* opcode)
{
  const char* problem = "";
  CsnBuses* const buses = buses_of(csound, op);
  if (!buses) {
    return OK;
  }

  CsnBus* const bus = csn_bus_hold(buses, token, kind, &problem);
  if (!bus) {
    return csound->InitError(
      csound, "%s: bus %.15g: %s", opcode, token, problem);
  }
  if (op->bus) {
    csn_bus_let_go(buses->bank, op->bus);
  }
  op->bus = bus;
  leave_at_end(csound, op);
  return OK;
}

/* Looks at a control bus once, without becoming a user. */
static CsnBus*
look(CSOUND* csound, const CsnBuses* buses, double token, const char* opcode)
{
  const char* problem = "";
  CsnBus* const bus = csn_bus_look(buses, token, CSN_BUS_CONTROL, &problem);
  if (!bus) {
    (void)
      csound->InitError(csound, "%s: bus %.15g: %s", opcode, token, problem);
  }
  return bus;
}

// busassign

static int
assign_init(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  const STRINGDAT* const kind = (const STRINGDAT*)(const void*)op->args[1];
  const bool audio = kind->data && kind->data[0] == 'a';
  const bool global = is_global(op);
  const CsnBuses* const buses = buses_of(csound, op);
  *op->args[0] = 0;
  if (!buses) {
    return OK;
  }

  const uint64_t token = csn_bus_make(buses,
                                      audio ? CSN_BUS_AUDIO : CSN_BUS_CONTROL,
                                      *op->args[2] > 0 || *op->args[2] < 0,
                                      true,
                                      global ? buses->owner : 0U,
                                      NULL);
  if (!token) {
    return csound->InitError(csound,
                             "busassign: all %s buses are taken",
                             audio ? "audio" : "control");
  }
  *op->args[0] = (MYFLT)token;
  if (!global) {
    if (op->bus) {
      csn_bus_let_go(buses->bank, op->bus);
    }
    op->bus = csn_bus_at(buses->bank, token);
    leave_at_end(csound, op);
  }
  return OK;
}

// Numbers

static int
in_once(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  const CsnBuses* const buses = buses_of(csound, op);
  *op->args[0] = *op->args[2];
  if (!buses) {
    return OK;
  }
  CsnBus* const bus = look(csound, buses, *op->args[1], "busin");
  if (!bus) {
    return NOTOK;
  }
  csn_bus_set_default(bus, *op->args[2]);
  *op->args[0] = csn_bus_get(bus);
  csn_bus_let_go(buses->bank, bus);
  return OK;
}

static int
in_number_init(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  if (is_global(op)) {
    return in_once(csound, data); // Global code has no k-cycles
  }
  *op->args[0] = *op->args[2];
  const int st = use(csound, op, *op->args[1], CSN_BUS_CONTROL, "busin");
  if (op->bus && !st) {
    csn_bus_set_default(op->bus, *op->args[2]);
    *op->args[0] = csn_bus_get(op->bus);
  }
  return st;
}

static int
in_number(CSOUND* csound, void* data)
{
  const BusOp* const op = (const BusOp*)data;
  (void)csound;
  if (op->bus) {
    *op->args[0] = csn_bus_get(op->bus);
  }
  return OK;
}

static int
out_once(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  const CsnBuses* const buses = buses_of(csound, op);
  if (!buses) {
    return OK;
  }
  CsnBus* const bus = look(csound, buses, *op->args[0], "busout");
  if (!bus) {
    return NOTOK;
  }
  csn_bus_set(bus, *op->args[1]);
  csn_bus_let_go(buses->bank, bus);
  return OK;
}

static int
out_number_init(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  return is_global(op)
           ? OK
           : use(csound, op, *op->args[0], CSN_BUS_CONTROL, "busout");
}

static int
out_number(CSOUND* csound, void* data)
{
  const BusOp* const op = (const BusOp*)data;
  (void)csound;
  if (op->bus) {
    csn_bus_set(op->bus, *op->args[1]);
  }
  return OK;
}

// Audio

/** The frames that an opcode is to read or write. */
typedef struct {
  uint32_t at;    ///< In the bus
  uint32_t n;     ///< Of the opcode's own signal
  uint32_t begin; ///< The note starts here …
  uint32_t end;   ///< … and ends here
} Frames;

/* An opcode whose code runs at a shorter ksmps comes more than once in a
   k-cycle, each time for the frames that follow. */
static Frames
frames_of(BusOp* op)
{
  const INSDS* const note = op->h.insdshead;
  Frames frames = { 0, note->ksmps, note->ksmps_offset, note->ksmps };
  frames.end -= note->ksmps_no_end < frames.n ? note->ksmps_no_end : frames.n;
  if (frames.end < frames.begin) {
    frames.end = frames.begin < frames.n ? frames.begin : frames.n;
    frames.begin = frames.end;
  }
  if (frames.n < op->buses->ksmps) {
    op->at = op->cycle == *op->buses->cycle ? op->at + frames.n : 0U;
    op->at = op->at + frames.n > op->buses->ksmps ? 0U : op->at;
    op->cycle = *op->buses->cycle;
    frames.at = op->at;
  }
  return frames;
}

static int
in_audio_init(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  return is_global(op) ? OK
                       : use(csound, op, *op->args[1], CSN_BUS_AUDIO, "busin");
}

CSN_AUDIO static int
in_audio(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  MYFLT* const to = op->args[0];
  (void)csound;
  csn_role_enter_audio();
  if (!op->bus) {
    memset(to, 0, op->h.insdshead->ksmps * sizeof(MYFLT));
    return OK;
  }

  const Frames f = frames_of(op);
  const double* const from = csn_bus_heard(op->buses, op->bus);
  if (!from) {
    memset(to, 0, f.n * sizeof(MYFLT));
    return OK;
  }
  memcpy(to + f.begin,
         from + f.at + f.begin,
         (f.end - f.begin) * sizeof(MYFLT));
  if (f.begin || f.end < f.n) {
    memset(to, 0, f.begin * sizeof(MYFLT));
    memset(to + f.end, 0, (f.n - f.end) * sizeof(MYFLT));
  }
  return OK;
}

static int
out_audio_init(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  return is_global(op) ? OK
                       : use(csound, op, *op->args[0], CSN_BUS_AUDIO, "busout");
}

/* Replaces what is there, but only while the note sounds. */
CSN_AUDIO static int
out_audio(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  (void)csound;
  csn_role_enter_audio();
  if (op->bus) {
    const Frames f = frames_of(op);
    memcpy(csn_bus_open(op->buses, op->bus) + f.at + f.begin,
           op->args[1] + f.begin,
           (f.end - f.begin) * sizeof(MYFLT));
  }
  return OK;
}

static int
mix_init(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  return is_global(op) ? OK
                       : use(csound, op, *op->args[0], CSN_BUS_AUDIO, "busmix");
}

CSN_AUDIO static int
mix(CSOUND* csound, void* data)
{
  BusOp* const op = (BusOp*)data;
  (void)csound;
  csn_role_enter_audio();
  if (op->bus) {
    const Frames f = frames_of(op);
    const MYFLT* const restrict from = op->args[1];
    double* const restrict to = csn_bus_open(op->buses, op->bus) + f.at;
    for (uint32_t i = f.begin; i < f.end; ++i) {
      to[i] += from[i];
    }
  }
  return OK;
}

// What Csound is told

#define SIZE sizeof(BusOp)

/* Csound takes the first whose arguments fit: `a = busin(i)` is audio, and a
   number of init time, which would do for k-rate too, is written once. */
static const CsnOpcode opcodes[] = {
  { "busassign", SIZE, 1, "i", "So", assign_init, NULL },
  { "busin.a", SIZE, 3, "a", "i", in_audio_init, in_audio },
  { "busin.k", SIZE, 3, "k", "io", in_number_init, in_number },
  { "busin.i", SIZE, 1, "i", "io", in_once, NULL },
  { "busout.a", SIZE, 3, "", "ia", out_audio_init, out_audio },
  { "busout.i", SIZE, 1, "", "ii", out_once, NULL },
  { "busout.k", SIZE, 3, "", "ik", out_number_init, out_number },
  { "busmix", SIZE, 3, "", "ia", mix_init, mix },
};

const CsnOpcode*
csn_bus_opcodes(size_t* n)
{
  *n = sizeof(opcodes) / sizeof(opcodes[0]);
  return opcodes;
}

const char*
csn_bus_variable(void)
{
  return "csonance.buses";
}
