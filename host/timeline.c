// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Builds timelines. Layer: host, control thread.

#include "timeline.h"

#include <lv2/atom/atom.h>

#include <stdlib.h>
#include <string.h>

// Room doubles at each power of two
static void*
make_room(void* array, size_t n, size_t size)
{
  return n & (n - 1U) ? array : realloc(array, (n ? n * 2U : 1U) * size);
}

bool
csn_timeline_add(CsnTimeline* timeline,
                 uint64_t frame,
                 uint32_t port,
                 LV2_URID type,
                 uint32_t size,
                 const void* body)
{
  CsnTimedEvent* events = (CsnTimedEvent*)make_room(timeline->events,
                                                    timeline->n_events,
                                                    sizeof(CsnTimedEvent));
  if (!events) {
    return false;
  }
  timeline->events = events;
  CsnTimedEvent* event = &events[timeline->n_events];
  event->frame = frame;
  event->port = port;
  event->type = type;
  event->size = size;
  event->order = (uint32_t)timeline->n_events++;
  event->body = body;
  return true;
}

bool
csn_timeline_automate(CsnTimeline* timeline,
                      uint32_t port,
                      const CsnScale* scale,
                      CsnLane owned_lane)
{
  CsnAutomation* automations =
    (CsnAutomation*)make_room(timeline->automations,
                              timeline->n_automations,
                              sizeof(CsnAutomation));
  if (!automations) {
    return false;
  }
  timeline->automations = automations;
  CsnAutomation* automation = &automations[timeline->n_automations++];
  memset(automation, 0, sizeof(*automation));
  automation->lane = owned_lane;
  automation->port = port;
  if (scale) {
    automation->is_scaled = true;
    automation->scale = *scale;
  }
  return true;
}

static int
compare_events(const void* a, const void* b)
{
  const CsnTimedEvent* left = (const CsnTimedEvent*)a;
  const CsnTimedEvent* right = (const CsnTimedEvent*)b;
  if (left->frame != right->frame) {
    return left->frame < right->frame ? -1 : 1;
  }
  return left->order < right->order ? -1 : left->order > right->order;
}

void
csn_timeline_sort(CsnTimeline* timeline)
{
  if (timeline->n_events) {
    qsort(timeline->events,
          timeline->n_events,
          sizeof(CsnTimedEvent),
          compare_events);
  }
}

bool
csn_timeline_reserve(const CsnTimeline* timeline,
                     CsnGraph* graph,
                     uint64_t time,
                     uint32_t n_frames)
{
  if (timeline->next == timeline->n_events ||
      timeline->events[timeline->next].frame >= time + n_frames) {
    return true;
  }

  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    const CsnPort* port = &graph->ports[i];
    if (port->kind != CSN_PORT_ATOM || !port->is_input) {
      continue;
    }
    uint64_t needed = 0;
    for (size_t e = timeline->next; e < timeline->n_events; ++e) {
      const CsnTimedEvent* event = &timeline->events[e];
      if (event->frame >= time + n_frames) {
        break;
      }
      needed += event->port == i
                  ? sizeof(LV2_Atom_Event) + ((event->size + 7U) & ~7U)
                  : 0U;
    }
    const uint32_t room =
      port->evbuf->capacity - port->evbuf->sequence->atom.size;
    if (needed > room &&
        (needed > UINT32_MAX || !csn_graph_grow(graph, i, (uint32_t)needed))) {
      return false;
    }
  }
  return true;
}

void
csn_timeline_clear(CsnTimeline* timeline)
{
  for (size_t i = 0; i < timeline->n_automations; ++i) {
    csn_lane_clear(&timeline->automations[i].lane);
  }
  free(timeline->automations);
  free(timeline->events);
  memset(timeline, 0, sizeof(*timeline));
}
