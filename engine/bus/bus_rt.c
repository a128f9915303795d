// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Buses in use: made, held, let go, written and read.  Engine layer, audio
  thread; a worker that builds or frees an instance comes here too, and all
  that the two share is atomic.
*/

#include "bus.h"

#include <string.h>

/* The word of a bus: token << 24, two flags, number of users. */
#define TOKEN_SHIFT 24U
#define PERSIST ((uint64_t)1 << 23U)
#define USED ((uint64_t)1 << 22U) ///< It is no longer parked
#define USERS (USED - 1U)
#define FREE ((uint64_t)0)
#define CLAIMED ((uint64_t)1) ///< Of no token yet, or no longer
#define MAX_TOKEN ((double)((uint64_t)1 << 39U))

static const char no_bus[] = "there is no such bus, or its last note has ended";

/* Bits of a number that nobody has set: a NaN that no arithmetic makes. */
#define UNSET UINT64_C(0x7FF8B05EB05EB05E)

static uint64_t
bits_of(double value)
{
  uint64_t bits = 0;
  memcpy(&bits, &value, sizeof(bits));
  return bits;
}

// Places

/* Takes the lowest free place for audio; `end`: there is none. */
static uint32_t
take_audio(CsnBusBank* bank, uint32_t end)
{
  for (uint32_t i = 0; i < (end + 63U) / 64U; ++i) {
    uint64_t taken =
      atomic_load_explicit(&bank->audio[i], memory_order_relaxed);
    while (taken != UINT64_MAX) {
      const uint32_t bit = (uint32_t)__builtin_ctzll(~taken);
      if (i * 64U + bit >= end) {
        return end;
      }
      if (atomic_compare_exchange_weak(&bank->audio[i],
                                       &taken,
                                       taken | ((uint64_t)1 << bit))) {
        return i * 64U + bit;
      }
    }
  }
  return end;
}

static void
give_audio(CsnBusBank* bank, uint32_t place)
{
  atomic_fetch_and(&bank->audio[place / 64U], ~((uint64_t)1 << (place % 64U)));
}

static uint32_t
max_control(const CsnBusBank* bank)
{
  const uint32_t max = bank->max_control;
  return bank->no_control                   ? 0
         : max && max < CSN_N_CONTROL_BUSES ? max
                                            : CSN_N_CONTROL_BUSES;
}

/* A control bus takes a number's place, every other one a place for audio. */
static bool
take_room(CsnBusBank* bank, CsnBusKind kind, uint32_t n_audio, uint16_t* audio)
{
  if (kind == CSN_BUS_CONTROL) {
    *audio = CSN_N_AUDIO_BUSES;
    if (atomic_fetch_add(&bank->n_control, 1U) >= max_control(bank)) {
      atomic_fetch_sub(&bank->n_control, 1U);
      return false;
    }
    return true;
  }
  const uint32_t place = take_audio(bank, n_audio);
  *audio = (uint16_t)place;
  return place < n_audio;
}

static void
give_room(CsnBusBank* bank, uint16_t audio)
{
  if (audio < CSN_N_AUDIO_BUSES) {
    give_audio(bank, audio);
  } else {
    atomic_fetch_sub(&bank->n_control, 1U);
  }
}

// Life of a bus

uint64_t
csn_bus_make(const CsnBuses* buses,
             CsnBusKind kind,
             bool persist,
             bool user,
             uint32_t owner,
             const double* value)
{
  CsnBusBank* const bank = buses->bank;
  uint16_t audio = 0;
  if (!take_room(bank, kind, buses->n_audio, &audio)) {
    return 0;
  }

  // There are more places than buses, so one of them is free
  for (;;) {
    const uint64_t token = atomic_fetch_add(&bank->next, 1U);
    CsnBus* const bus = &bank->buses[token % CSN_N_BUSES];
    uint64_t expected = FREE;
    if (!atomic_compare_exchange_strong(&bus->state, &expected, CLAIMED)) {
      continue;
    }
    bus->audio = audio;
    atomic_store_explicit(&bus->owner, owner, memory_order_relaxed);
    atomic_store_explicit(&bus->kind,
                          (unsigned char)kind,
                          memory_order_relaxed);
    atomic_store_explicit(&bus->bits,
                          value ? bits_of(*value) : UNSET,
                          memory_order_relaxed);
    atomic_store(&bus->state,
                 token << TOKEN_SHIFT | (persist ? PERSIST : 0U) |
                   (user ? USED | 1U : 0U));
    return token;
  }
}

static CsnBus*
place_of(CsnBusBank* bank, double token)
{
  if (!(token >= 1 && token < MAX_TOKEN)) {
    return NULL;
  }
  const uint64_t whole = (uint64_t)token;
  return (double)whole < token ? NULL : &bank->buses[whole % CSN_N_BUSES];
}

/* Frees the place of a bus whose word one has made CLAIMED. */
static void
collect(CsnBusBank* bank, CsnBus* bus)
{
  atomic_store_explicit(&bus->owner, 0U, memory_order_relaxed);
  give_room(bank, bus->audio);
  atomic_store(&bus->state, FREE);
}

static bool
is_kind(CsnBus* bus, CsnBusKind kind)
{
  unsigned char now = CSN_BUS_ANY;
  return atomic_compare_exchange_strong(&bus->kind,
                                        &now,
                                        (unsigned char)kind) ||
         now == (unsigned char)kind;
}

CsnBus*
csn_bus_look(const CsnBuses* buses,
             double token,
             CsnBusKind kind,
             const char** problem)
{
  CsnBus* const bus = place_of(buses->bank, token);
  if (!bus) {
    *problem = no_bus;
    return NULL;
  }
  uint64_t state = atomic_load(&bus->state);
  do {
    if (state >> TOKEN_SHIFT != (uint64_t)token) {
      *problem = no_bus;
      return NULL;
    }
    if ((state & USERS) == USERS) {
      *problem = "the bus has too many users";
      return NULL;
    }
  } while (!atomic_compare_exchange_weak(&bus->state, &state, state + 1U));

  const bool far = kind == CSN_BUS_AUDIO && bus->audio >= buses->n_audio;
  if (far && bus->audio < CSN_N_AUDIO_BUSES) {
    *problem = "with a ksmps this long there are not so many audio buses";
  } else if (!is_kind(bus, kind)) {
    *problem = kind == CSN_BUS_AUDIO
                 ? "this is a control bus, not an audio bus"
                 : "this is an audio bus, not a control bus";
  } else {
    return bus;
  }
  csn_bus_let_go(buses->bank, bus);
  return NULL;
}

CsnBus*
csn_bus_hold(const CsnBuses* buses,
             double token,
             CsnBusKind kind,
             const char** problem)
{
  CsnBus* const bus = csn_bus_look(buses, token, kind, problem);
  if (bus) {
    atomic_fetch_or(&bus->state, USED);
  }
  return bus;
}

void
csn_bus_let_go(CsnBusBank* bank, CsnBus* bus)
{
  uint64_t state = atomic_load(&bus->state);
  bool last = false;
  do {
    last = (state & (USERS | PERSIST | USED)) == (USED | 1U);
  } while (!atomic_compare_exchange_weak(&bus->state,
                                         &state,
                                         last ? CLAIMED : state - 1U));
  if (last) {
    collect(bank, bus);
  }
}

CsnStatus
csn_bus_give_up(CsnBusBank* bank, double token)
{
  CsnBus* const bus = place_of(bank, token);
  if (!bus) {
    return CSN_ERR_NOT_FOUND;
  }
  uint64_t state = atomic_load(&bus->state);
  bool last = false;
  do {
    if (state >> TOKEN_SHIFT != (uint64_t)token) {
      return CSN_ERR_NOT_FOUND;
    }
    last = !(state & USERS);
  } while (!atomic_compare_exchange_weak(
    &bus->state, &state, last ? CLAIMED : (state & ~PERSIST) | USED));
  if (last) {
    collect(bank, bus);
  }
  return CSN_OK;
}

CsnBus*
csn_bus_at(CsnBusBank* bank, uint64_t token)
{
  return &bank->buses[token % CSN_N_BUSES];
}

uint64_t
csn_bus_token(const CsnBus* bus)
{
  return atomic_load_explicit(&bus->state, memory_order_relaxed) >> TOKEN_SHIFT;
}

CsnBusCount
csn_bus_count(const CsnBuses* buses)
{
  const CsnBusBank* const bank = buses->bank;
  const uint32_t n_control = max_control(bank);
  const uint32_t used = atomic_load(&bank->n_control);
  uint32_t taken = 0;
  for (uint32_t i = 0; i < (buses->n_audio + 63U) / 64U; ++i) {
    const uint32_t left = buses->n_audio - i * 64U;
    const uint64_t mask = left < 64U ? ((uint64_t)1 << left) - 1U : UINT64_MAX;
    uint64_t bits = atomic_load(&bank->audio[i]) & mask;
    for (; bits; bits &= bits - 1U) {
      ++taken;
    }
  }
  return (CsnBusCount){ buses->n_audio,
                        n_control,
                        buses->n_audio - taken,
                        used < n_control ? n_control - used : 0U };
}

// Numbers

void
csn_bus_set(CsnBus* bus, double value)
{
  atomic_store_explicit(&bus->bits, bits_of(value), memory_order_relaxed);
}

void
csn_bus_set_default(CsnBus* bus, double value)
{
  uint64_t expected = UNSET;
  (void)atomic_compare_exchange_strong(&bus->bits, &expected, bits_of(value));
}

double
csn_bus_get(const CsnBus* bus)
{
  const uint64_t bits = atomic_load_explicit(&bus->bits, memory_order_relaxed);
  double value = 0;
  if (bits != UNSET) {
    memcpy(&value, &bits, sizeof(value));
  }
  return value;
}

// Audio

const double*
csn_bus_heard(const CsnBuses* buses, const CsnBus* bus)
{
  const CsnBusStamp* const stamp = &buses->stamps[bus->audio];
  return stamp->cycle == *buses->cycle && stamp->token == csn_bus_token(bus)
           ? buses->audio + (size_t)bus->audio * buses->ksmps
           : NULL;
}

double*
csn_bus_open(const CsnBuses* buses, const CsnBus* bus)
{
  CsnBusStamp* const stamp = &buses->stamps[bus->audio];
  const uint64_t token = csn_bus_token(bus);
  double* const audio = buses->audio + (size_t)bus->audio * buses->ksmps;
  if (stamp->cycle != *buses->cycle || stamp->token != token) {
    stamp->cycle = *buses->cycle;
    stamp->token = token;
    memset(audio, 0, buses->ksmps * sizeof(double));
  }
  return audio;
}
