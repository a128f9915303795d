// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Feeds a piece of a timeline to a graph. Layer: host, audio thread.

#include "timeline.h"

void
csn_port_set_rt(CsnPort* port, float value)
{
  float set = value < port->minimum   ? port->minimum
              : value > port->maximum ? port->maximum
                                      : value;
  if (port->is_integer && set > -1.0e9F && set < 1.0e9F) {
    // Rounded by a cast, which needs no library
    set = (float)(int32_t)(set < 0.0F ? set - 0.5F : set + 0.5F);
  }
  // The control thread may look at it meanwhile
  __atomic_store(&port->value, &set, __ATOMIC_RELAXED);
}

float
csn_port_get_rt(CsnPort* port)
{
  float value = 0.0F;
  __atomic_load(&port->value, &value, __ATOMIC_RELAXED);
  return value;
}

static void
sample_lane(CsnAutomation* automation, CsnGraph* graph, uint64_t time)
{
  const double value = csn_lane_held(&automation->lane, time);
  csn_port_set_rt(&graph->ports[automation->port],
                  (float)(automation->is_scaled
                            ? csn_scale_to_port(&automation->scale, value)
                            : value));
}

uint32_t
csn_timeline_feed_rt(CsnTimeline* timeline,
                     CsnGraph* graph,
                     uint64_t time,
                     uint32_t n_frames)
{
  uint32_t n = n_frames;
  for (size_t i = 0; i < timeline->n_automations; ++i) {
    CsnAutomation* automation = &timeline->automations[i];
    sample_lane(automation, graph, time);
    const uint64_t next = csn_lane_next(&automation->lane, time);
    if (!timeline->is_whole && next - time < n) {
      n = (uint32_t)(next - time);
    }
  }

  while (timeline->next < timeline->n_events) {
    const CsnTimedEvent* event = &timeline->events[timeline->next];
    if (event->frame >= time + n) {
      break;
    }
    const uint32_t frame =
      event->frame > time ? (uint32_t)(event->frame - time) : 0U;
    if (!csn_evbuf_append_rt(graph->ports[event->port].evbuf,
                             frame,
                             event->type,
                             event->size,
                             event->body)) {
      return frame && !timeline->is_whole ? frame : n;
    }
    ++timeline->next;
  }
  return n;
}
