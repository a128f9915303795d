// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// One plugin in use: instance, ports, worker, log, and what it has told us in
// messages. A session does not know where its blocks come from.
// Layer: host, control thread.

#ifndef CSN_HOST_SESSION_H
#define CSN_HOST_SESSION_H

#include "controls.h"
#include "featureset.h"
#include "graph.h"
#include "log.h"
#include "message.h"
#include "text.h"
#include "worker.h"
#include "world.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a plugin says unasked and a user may read.
typedef enum {
  CSN_SAID_ERROR,   ///< Lines FILE:LINE:COLUMN: error: TEXT
  CSN_SAID_LOG,     ///< What the program prints
  CSN_SAID_OUTVALUE ///< A number that somebody wants to be told of
} CsnSaid;

typedef void (*CsnSayFunc)(void* user,
                           CsnSaid kind,
                           const char* text,
                           size_t length);

typedef void (*CsnReplyFunc)(void* user, const CsnReply* reply);

typedef struct {
  CsnWorld* world;          ///< Borrowed
  const LilvPlugin* plugin; ///< Owned by the world
  const char* uri;          ///< Of the plugin
  CsnBlocks blocks;
  CsnLog* log;
  CsnWorker* worker;
  CsnFeatures* features;
  CsnGraph* graph;
  LilvInstance* instance;
  bool is_active;
  bool has_calls;   ///< The plugin takes method lines and programs
  bool is_whole;    ///< Blocks must never be split
  int32_t sequence; ///< Of the last message that wants a reply
  CsnControls controls;
  CsnText status;        ///< key=value, with spaces between
  bool has_ended;        ///< The program's score has ended
  uint64_t ended_frame;  ///< With latency; see the contract of `ended`
  CsnSayFunc say;        ///< Null: printed to standard error
  CsnReplyFunc on_reply; ///< Null: dropped
  CsnText said;          ///< Errors that wait for csn_session_flush()
  CsnText answered;      ///< Errors of replies since then, each with a newline
  void* user;            ///< Of `say` and `on_reply`
  char* program;         ///< Absolute path of the program loaded last
  char* program_given;   ///< The same as the user wrote it
} CsnSession;

/**
   Makes a plugin's instance with all that it needs, not activated.

   @param blocks   What is promised; `is_fixed` is raised where required.
   @param verbose  Print the plugin's notes too.
   @param error    One line on failure.
   @return The session, to be freed with csn_session_free(); null: see `error`.
   @thread control
*/
CsnSession*
csn_session_new(CsnWorld* world,
                const LilvPlugin* plugin,
                const CsnBlocks* blocks,
                bool verbose,
                char* error,
                size_t error_size);

/// Deactivates and frees; null is allowed.
void
csn_session_free(CsnSession* session);

/// Activates the plugin, once. @thread control
void
csn_session_activate(CsnSession* session);

/**
   Deactivates the plugin, if it is active. @thread control, not running
*/
void
csn_session_deactivate(CsnSession* session);

/// A new sequence number for a message that wants a reply, from 1.
int32_t
csn_session_next(CsnSession* session);

/**
   Says the errors that have come unasked, but for those that a reply has told
   as well. To be called after the last of several csn_session_receive().
   @thread control
*/
void
csn_session_flush(CsnSession* session);

/**
   Takes in a message from the plugin.

   @param frame  Since the start of time, of the message.
   @thread control
*/
void
csn_session_receive(CsnSession* session, uint64_t frame, const CsnEvent* event);

/**
   Takes in all messages that the last run left in the outputs.

   @param time  Frames since the start of time at which that run began.
   @thread control, while no audio thread runs the plugin
*/
void
csn_session_collect(CsnSession* session, uint64_t time);

/**
   Sends a message in a run of no frames, and takes in the replies.

   Only for plugins of our vocabulary (has_calls), for which that is legal.

   @param owned_message  Freed; null counts as no memory.
   @return False: no memory.
   @thread control, while no audio thread runs the plugin
*/
bool
csn_session_exchange(CsnSession* session, LV2_Atom* owned_message);

/**
   Loads a .csd or .orc before time starts.

   Errors are said by `say`, or printed.

   @param path   As the user wrote it.
   @param ksmps  "exact", "fit" or a number.
   @return False: it could not be loaded, and everything has been said.
   @thread control, while no audio thread runs the plugin
*/
bool
csn_session_load(CsnSession* session, const char* path, const char* ksmps);

/// Asks the plugin for its status and its controls.
bool
csn_session_ask(CsnSession* session);

/**
   Reads a number of the status.
   @return The number, or `otherwise` if the plugin has not said it.
*/
double
csn_session_status(const CsnSession* session,
                   const char* key,
                   double otherwise);

/// Says text by `say`, or prints it with the program's name as given.
void
csn_session_say(CsnSession* session,
                CsnSaid kind,
                const char* text,
                size_t length);

#endif
