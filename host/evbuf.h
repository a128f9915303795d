// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A buffer for one atom port: a sequence of events in frame order, aligned to
// 8 bytes and bounds-checked in both directions, since what a plugin leaves in
// its output buffer is data from outside. Layer: host; evbuf.c makes and frees
// buffers, evbuf_rt.c fills and reads them on the audio thread.

#ifndef CSN_HOST_EVBUF_H
#define CSN_HOST_EVBUF_H

#include <lv2/atom/atom.h>
#include <lv2/urid/urid.h>

#include <stdbool.h>
#include <stdint.h>

/// One event, pointing into the buffer that it was read from.
typedef struct {
  uint32_t frame; ///< In the current block
  LV2_URID type;
  uint32_t size; ///< Bytes of the body
  const void* body;
} CsnEvent;

/// The memory that a plugin's atom port is connected to.
typedef struct {
  LV2_Atom_Sequence* sequence; ///< What the port is connected to
  uint32_t capacity;           ///< Bytes after the atom's header
  uint32_t last_frame;         ///< Of the events put in since the reset
  LV2_URID chunk_type;
  LV2_URID sequence_type;
} CsnEvbuf;

/**
   Makes an empty buffer.

   @param capacity       Room for events and their headers [bytes], at least 64.
   @param chunk_type     URID of atom:Chunk.
   @param sequence_type  URID of atom:Sequence.
   @return The buffer, to be freed with csn_evbuf_free(); null: no memory.
   @thread control
*/
CsnEvbuf*
csn_evbuf_new(uint32_t capacity, LV2_URID chunk_type, LV2_URID sequence_type);

/**
   Doubles the room until `size` more bytes of event body fit.

   Events in the buffer are kept. The memory moves: connect the port again.

   @return False: no memory, or more than 1 GiB; nothing is changed.
   @thread control, while the plugin does not run
*/
bool
csn_evbuf_grow(CsnEvbuf* evbuf, uint32_t size);

/// Frees the buffer; null is allowed.
void
csn_evbuf_free(CsnEvbuf* evbuf);

/**
   Empties a buffer that an input port is connected to.
   @thread audio
   @rt     wait-free
*/
void
csn_evbuf_reset_input_rt(CsnEvbuf* evbuf);

/**
   Tells the plugin, before a run, how much room its output port has.
   @thread audio
   @rt     wait-free
*/
void
csn_evbuf_reset_output_rt(CsnEvbuf* evbuf);

/**
   Puts an event in its place: after all events of the same or earlier frames.

   @return False: it does not fit, nothing is changed.
   @thread audio
   @rt     wait-free; O(1) for events that come in order
*/
bool
csn_evbuf_append_rt(CsnEvbuf* evbuf,
                    uint32_t frame,
                    LV2_URID type,
                    uint32_t size,
                    const void* body);

/**
   Reads the next event.

   A buffer whose type is not a sequence is empty; one that claims more bytes
   than it can hold ends where the first event does not fit.

   @param position  0 for the first event; moved on.
   @param event     Set on success.
   @return False: there is no further event.
   @thread audio
   @rt     wait-free
*/
bool
csn_evbuf_next_rt(const CsnEvbuf* evbuf, uint32_t* position, CsnEvent* event);

#endif
