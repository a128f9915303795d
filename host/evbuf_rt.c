// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Fills and reads the buffers of atom ports. Headers are copied in and out
// with memcpy(), so that no alignment or aliasing is assumed of what a plugin
// wrote. Layer: host, audio thread.

#include "evbuf.h"

#include <string.h>

static uint32_t
pad(uint32_t size)
{
  return (size + 7U) & ~7U;
}

// The bytes of the events, after the sequence's own header
static char*
events_of(const CsnEvbuf* evbuf)
{
  return (char*)evbuf->sequence + sizeof(LV2_Atom_Sequence);
}

static uint32_t
events_size(const CsnEvbuf* evbuf)
{
  const LV2_Atom* atom = &evbuf->sequence->atom;
  if (atom->type != evbuf->sequence_type ||
      atom->size < sizeof(LV2_Atom_Sequence_Body)) {
    return 0;
  }
  const uint32_t size =
    atom->size < evbuf->capacity ? atom->size : evbuf->capacity;
  return size - (uint32_t)sizeof(LV2_Atom_Sequence_Body);
}

void
csn_evbuf_reset_input_rt(CsnEvbuf* evbuf)
{
  evbuf->sequence->atom.type = evbuf->sequence_type;
  evbuf->sequence->atom.size = sizeof(LV2_Atom_Sequence_Body);
  evbuf->last_frame = 0;
  evbuf->sequence->body.unit = 0;
  evbuf->sequence->body.pad = 0;
}

void
csn_evbuf_reset_output_rt(CsnEvbuf* evbuf)
{
  evbuf->sequence->atom.type = evbuf->chunk_type;
  evbuf->sequence->atom.size = evbuf->capacity;
  evbuf->sequence->body.unit = 0;
  evbuf->sequence->body.pad = 0;
}

bool
csn_evbuf_append_rt(CsnEvbuf* evbuf,
                    uint32_t frame,
                    LV2_URID type,
                    uint32_t size,
                    const void* body)
{
  const uint32_t used = events_size(evbuf);
  const uint32_t head = (uint32_t)sizeof(LV2_Atom_Event);
  const uint32_t room =
    evbuf->capacity - (uint32_t)sizeof(LV2_Atom_Sequence_Body) - used;
  if (size > evbuf->capacity || head + pad(size) > room) {
    return false;
  }

  // Events nearly always come in order: then the place is the end
  uint32_t place = used;
  if (frame < evbuf->last_frame) {
    CsnEvent event = { 0, 0, 0, NULL };
    uint32_t position = 0;
    for (place = 0; csn_evbuf_next_rt(evbuf, &position, &event);) {
      if (event.frame > frame) {
        break;
      }
      place = position;
    }
  } else {
    evbuf->last_frame = frame;
  }

  char* events = events_of(evbuf);
  memmove(events + place + head + pad(size), events + place, used - place);

  LV2_Atom_Event header;
  memset(&header, 0, sizeof(header));
  header.time.frames = (int64_t)frame;
  header.body.type = type;
  header.body.size = size;
  memcpy(events + place, &header, head);
  memset(events + place + head, 0, pad(size));
  memcpy(events + place + head, body, size);
  evbuf->sequence->atom.size += head + pad(size);
  return true;
}

bool
csn_evbuf_next_rt(const CsnEvbuf* evbuf, uint32_t* position, CsnEvent* event)
{
  const uint32_t head = (uint32_t)sizeof(LV2_Atom_Event);
  const uint32_t used = events_size(evbuf);
  const uint32_t start = *position;
  if (start > used || used - start < head) {
    return false;
  }

  const char* bytes = events_of(evbuf) + start;
  LV2_Atom_Event header;
  memcpy(&header, bytes, head);
  if (header.body.size > used - start - head) {
    return false;
  }

  event->frame = header.time.frames < 0 ? 0U
                 : header.time.frames > UINT32_MAX
                   ? UINT32_MAX
                   : (uint32_t)header.time.frames;
  event->type = header.body.type;
  event->size = header.body.size;
  event->body = bytes + head;

  // The last event's padding may be missing from the sequence's size
  const uint32_t step = head + pad(header.body.size);
  *position = step < used - start ? start + step : used;
  return true;
}
