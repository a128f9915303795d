// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// All that happens at a set time: MIDI of a file, method lines of a script, and
// automation lanes, laid out before time starts. Reading it allocates nothing,
// so the same timeline feeds an offline render and the audio thread.
// Layer: host; timeline.c builds, timeline_rt.c feeds.

#ifndef CSN_HOST_TIMELINE_H
#define CSN_HOST_TIMELINE_H

#include "automation.h"
#include "controls.h"
#include "graph.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// An event for an atom port at a frame.
typedef struct {
  uint64_t frame;
  uint32_t port;
  LV2_URID type;
  uint32_t size;
  uint32_t order; ///< Keeps events of one frame in the order of adding
  const void* body;
} CsnTimedEvent;

/// A lane and the port that it moves.
typedef struct {
  CsnLane lane;
  uint32_t port;
  bool is_scaled; ///< Values are the program's, to be scaled to 0 .. 1
  CsnScale scale;
} CsnAutomation;

/// All zero is an empty timeline.
typedef struct {
  CsnTimedEvent* events;
  size_t n_events;
  size_t next; ///< First event not fed yet
  CsnAutomation* automations;
  size_t n_automations;
  bool is_whole; ///< Never split blocks: sample lanes at their starts
} CsnTimeline;

/**
   Adds an event.

   @param body  Borrowed: must live as long as the timeline.
   @return False: no memory.
   @thread control
*/
bool
csn_timeline_add(CsnTimeline* timeline,
                 uint64_t frame,
                 uint32_t port,
                 LV2_URID type,
                 uint32_t size,
                 const void* body);

/**
   Adds a lane.

   @param scale  How the values become the port's; null: they are the port's.
   @param owned_lane  Taken on success.
   @return False: no memory.
   @thread control
*/
bool
csn_timeline_automate(CsnTimeline* timeline,
                      uint32_t port,
                      const CsnScale* scale,
                      CsnLane owned_lane);

/// Puts the events in the order of time; to be called after the last one is
/// added. @thread control
void
csn_timeline_sort(CsnTimeline* timeline);

/**
   Makes room in the graph's inputs for the events of the coming frames.

   @return False: no memory.
   @thread control, while the plugin does not run
*/
bool
csn_timeline_reserve(const CsnTimeline* timeline,
                     CsnGraph* graph,
                     uint64_t time,
                     uint32_t n_frames);

/// Frees all but the events' bodies.
void
csn_timeline_clear(CsnTimeline* timeline);

/**
   Sets ports and puts events into inputs for the piece that begins at `time`.

   @param n_frames  The longest piece that is wanted.
   @return The piece's length: shorter where a lane must be sampled again, or
   where an input is full. Events that found no room come in the next piece.
   @thread audio
   @rt     wait-free
*/
uint32_t
csn_timeline_feed_rt(CsnTimeline* timeline,
                     CsnGraph* graph,
                     uint64_t time,
                     uint32_t n_frames);

/**
   Sets a control port, limited to its range, whole where it is whole.
   @thread audio
*/
void
csn_port_set_rt(CsnPort* port, float value);

/// The value of a control input. @thread any
float
csn_port_get_rt(CsnPort* port);

#endif
