// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Buses: mono audio and numbers that notes hand to each other, known by a
  token.  Engine layer, below the instances.

  The bank belongs to the engine: tokens, who uses them, and the numbers of
  control buses are the same for every program that it plays.  The audio of an
  audio bus belongs to the instance, since it is ksmps long and lives for one
  k-cycle of that instance.  So at a hand-over every token stays good, numbers
  go on, and sound stays among the notes of one program: what the old ones
  write is read by the old ones.

  - A token is a whole number from 1 on and is never given twice.
  - A bus is parked until it is first used.  It is collected when its last user
    ends, or by csn_bus_give_up(), unless it was made to persist.
  - An audio bus is silent at the beginning of each k-cycle.  Nobody clears it:
    what was written carries the number of its k-cycle.  A control bus keeps
    its number.

  The audio thread, and a worker that builds or frees an instance, use one bank
  at the same time: a bus's token and its number of users are one atomic word.
*/

#ifndef CSN_ENGINE_BUS_H
#define CSN_ENGINE_BUS_H

#include "base/attributes.h"
#include "csonance.h"
#include "csound6/opcodes.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CSOUND_ CSOUND;

#define CSN_N_BUSES 32768U         ///< Places in a bank
#define CSN_N_AUDIO_BUSES 4096U    ///< Of these; fewer where ksmps is long
#define CSN_N_CONTROL_BUSES 16384U ///< Of these
#define CSN_BUS_MEMORY (2U << 20U) ///< Bytes of audio that an instance wants
#define CSN_MIN_AUDIO_BUSES 64U    ///< That it has in any case

typedef enum {
  CSN_BUS_ANY, ///< Its first user says which
  CSN_BUS_AUDIO,
  CSN_BUS_CONTROL
} CsnBusKind;

/** A place for a bus. */
typedef struct {
  _Atomic(uint64_t) state; ///< Token, persistence, users; 0: free
  _Atomic(uint64_t) bits;  ///< Of the number of a control bus
  atomic_uint owner;       ///< Instance whose global code has made it; 0: none
  atomic_uchar kind;       ///< CsnBusKind
  uint16_t audio;          ///< Place of its audio, or CSN_N_AUDIO_BUSES
} CsnBus;

/** All buses of an engine. */
typedef struct {
  CsnBus buses[CSN_N_BUSES]; ///< Token t is at t mod CSN_N_BUSES
  _Atomic(uint64_t) next;    ///< Token to try next
  _Atomic(uint64_t) audio[CSN_N_AUDIO_BUSES / 64U]; ///< A bit each: taken
  atomic_uint n_control;
  bool no_audio;        ///< The engine has none of audio
  bool no_control;      ///< The engine has none of numbers
  uint32_t max_audio;   ///< 0: as many as there are
  uint32_t max_control; ///< Likewise
  atomic_uint n_owners;
} CsnBusBank;

/** Which k-cycle of which bus a piece of audio is. */
typedef struct {
  uint64_t token;
  int64_t cycle;
} CsnBusStamp;

/** The buses as one instance has them. */
typedef struct {
  CsnBusBank* bank;
  const int64_t* cycle; ///< Number of the instance's k-cycle
  uint32_t owner;
  uint32_t ksmps;
  uint32_t n_audio;
  bool touched; ///< Its memory is there, not only promised
  double* audio;
  CsnBusStamp* stamps;
} CsnBuses;

// Life

/** Returns a bank, or null. @thread control */
CsnBusBank*
csn_bus_bank_new(void) CSN_NOT_AUDIO;

/** Frees a bank that no instance uses; null is legal. @thread control */
void
csn_bus_bank_free(CsnBusBank* bank) CSN_NOT_AUDIO;

/**
   Returns an instance's side of a bank, or null.

   @param cycle   Where the number of its k-cycle is; must outlive it.
   @thread worker, control
*/
CsnBuses*
csn_buses_new(CsnBusBank* bank,
              uint32_t ksmps,
              const int64_t* cycle) CSN_NOT_AUDIO;

/**
   Frees it, after its Csound; lets go of what its global code has made.

   Null is legal.

   @thread worker, control
*/
void
csn_buses_free(CsnBuses* buses) CSN_NOT_AUDIO;

/**
   Sees that no page of its memory comes into being on the audio thread, if
   this code may use buses; called before the code is compiled.  Null is no
   code.

   @thread worker, control
*/
void
csn_buses_expect(CsnBuses* buses, const char* text) CSN_NOT_AUDIO;

/**
   Teaches a new Csound the opcodes busassign, busin, busout and busmix.  Until
   csn_buses_connect() they compile and do nothing.

   @return False: out of memory.
   @thread worker, control; before it compiles anything
*/
bool
csn_buses_teach(CSOUND* csound) CSN_NOT_AUDIO;

/** Gives them their buses; false: out of memory. @thread worker, control */
bool
csn_buses_connect(CsnBuses* buses, CSOUND* csound) CSN_NOT_AUDIO;

/** Returns the opcodes, in the order in which Csound is to try them. */
const CsnOpcode*
csn_bus_opcodes(size_t* n);

/** Returns where Csound keeps its CsnBuses*: the name of a global variable. */
const char*
csn_bus_variable(void);

// Use: any thread, wait-free but for the other thread's success

/**
   Makes a bus.

   @param user    Whether it has a user from the beginning, or is parked.
   @param owner   Instance that is this user, or 0.
   @param value   Its first number; null: none yet.  Not for CSN_BUS_AUDIO.
   @return Its token; 0: all buses of this kind are taken.
*/
uint64_t
csn_bus_make(const CsnBuses* buses,
             CsnBusKind kind,
             bool persist,
             bool user,
             uint32_t owner,
             const double* value);

/**
   Finds a bus and becomes a user of it.

   @param problem   Set to a static text on failure.
   @return Null: there is no such bus, or it is of the other kind.
*/
CsnBus*
csn_bus_hold(const CsnBuses* buses,
             double token,
             CsnBusKind kind,
             const char** problem);

/** The same for a moment, after which a parked bus is parked as before. */
CsnBus*
csn_bus_look(const CsnBuses* buses,
             double token,
             CsnBusKind kind,
             const char** problem);

/** Ends what csn_bus_hold() or csn_bus_look() has begun. */
void
csn_bus_let_go(CsnBusBank* bank, CsnBus* bus);

/**
   Ends a bus's persistence.  Without users it is collected now, else with its
   last one.

   @return CSN_OK; CSN_ERR_NOT_FOUND.
*/
CsnStatus
csn_bus_give_up(CsnBusBank* bank, double token);

/** How many buses there may be, and may be made yet. */
typedef struct {
  uint32_t n_audio;
  uint32_t n_control;
  uint32_t audio_free;
  uint32_t control_free;
} CsnBusCount;

/** Counts the buses as this instance may have them. */
CsnBusCount
csn_bus_count(const CsnBuses* buses);

/** Returns a bus that one holds by its token. */
CsnBus*
csn_bus_at(CsnBusBank* bank, uint64_t token);

/** Returns the token of a bus that one holds. */
uint64_t
csn_bus_token(const CsnBus* bus);

/** Sets the number of a control bus that one holds. */
void
csn_bus_set(CsnBus* bus, double value);

/** Sets it where it has none yet. */
void
csn_bus_set_default(CsnBus* bus, double value);

/** Returns it; 0 where it has none yet. */
double
csn_bus_get(const CsnBus* bus);

// Audio of this k-cycle

/** Returns ksmps frames of a bus that one holds; null: silence. */
const double*
csn_bus_heard(const CsnBuses* buses, const CsnBus* bus) CSN_AUDIO;

/** Returns them to be written; silence, unless somebody wrote before. */
double*
csn_bus_open(const CsnBuses* buses, const CsnBus* bus) CSN_AUDIO;

#endif
