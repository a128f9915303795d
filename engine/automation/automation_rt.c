// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "automation.h"

#include "engine.h"
#include "note/notes_table.h"

#include <math.h>
#include <string.h>

// Places

static size_t
size_of(const CsnTarget* target, uint32_t n_points)
{
  return 2U * sizeof(double) * n_points + (target->kind == CSN_AUTOMATE_CHANNEL
                                             ? strlen(target->name) + 1U
                                             : 0U);
}

CsnAutomation*
csn_automation_take(CsnAutomations* all,
                    const CsnTarget* target,
                    uint32_t n_points)
{
  const size_t size = size_of(target, n_points);
  double* const points =
    all->n_free ? (double*)csn_pool_take(all->lines, size) : NULL;
  if (!points) {
    return NULL;
  }
  CsnAutomation* const taken = &all->all[all->free_places[all->first_free]];
  all->first_free = (all->first_free + 1U) % CSN_N_AUTOMATIONS;
  --all->n_free;

  const uint64_t generation = taken->generation;
  memset(taken, 0, sizeof(*taken));
  taken->generation = generation;
  taken->number = target->number;
  taken->index = target->index;
  taken->kind = (uint8_t)target->kind;
  taken->state = CSN_AUTOMATION_WAITS;
  taken->line.points = points;
  taken->line.n = n_points;
  taken->size = size;
  if (target->kind == CSN_AUTOMATE_CHANNEL) {
    char* const name = (char*)(points + 2U * (size_t)n_points);
    memcpy(name, target->name, strlen(target->name) + 1U);
    taken->name = name;
  }
  return taken;
}

double
csn_automation_id(const CsnAutomations* all, const CsnAutomation* automation)
{
  return (double)(automation->generation * CSN_N_AUTOMATIONS +
                  CSN_FIRST_AUTOMATION + (uint64_t)(automation - all->all));
}

void
csn_automation_give(CsnAutomations* all, CsnAutomation* automation)
{
  if (automation->kind == CSN_AUTOMATE_BUS && automation->to.bus) {
    csn_bus_let_go(all->engine->bank, automation->to.bus);
  }
  csn_pool_give(all->lines, automation->line.points, automation->size);
  automation->state = CSN_AUTOMATION_FREE;
  ++automation->generation;
  all->free_places[(all->first_free + all->n_free) % CSN_N_AUTOMATIONS] =
    (uint16_t)(automation - all->all);
  ++all->n_free;
}

CsnAutomation*
csn_automation_find(CsnAutomations* all, double id, bool* over)
{
  const double number = id - CSN_FIRST_AUTOMATION;
  if (!(number >= 0 && number < 9e15) || number > floor(number)) {
    return NULL;
  }
  CsnAutomation* const at =
    &all->all[(uint64_t)number & (CSN_N_AUTOMATIONS - 1U)];
  const double now = csn_automation_id(all, at);
  if (over) {
    *over = id < now || (at->state == CSN_AUTOMATION_STOPPED && !(id > now));
  }
  return (at->state == CSN_AUTOMATION_WAITS ||
          at->state == CSN_AUTOMATION_RUNS) &&
             !(now < id) && !(now > id)
           ? at
           : NULL;
}

bool
csn_automation_stop(CsnAutomations* all, double id)
{
  bool over = false;
  CsnAutomation* const automation = csn_automation_find(all, id, &over);
  if (automation && automation->state == CSN_AUTOMATION_WAITS) {
    csn_automation_give(all, automation);
  } else if (automation) {
    automation->state = CSN_AUTOMATION_STOPPED; // It is still in a list
  }
  return automation || over;
}

CSN_AUDIO static void
stop_list(CsnAutomations* all, CsnAutomationList* list)
{
  for (uint32_t i = 0; i < list->n; ++i) {
    csn_automation_give(all, &all->all[list->places[i]]);
  }
  list->n = 0;
}

void
csn_automations_stop_all(CsnAutomations* all, uint64_t order)
{
  stop_list(all, &all->fields);
  stop_list(all, &all->others);
  for (uint32_t i = 0; i < CSN_N_AUTOMATIONS; ++i) {
    CsnAutomation* const at = &all->all[i];
    if (at->state == CSN_AUTOMATION_WAITS && at->order <= order) {
      csn_automation_give(all, at);
    }
  }
}

// Starting

static bool
is_field(const CsnAutomation* at)
{
  return at->kind == CSN_AUTOMATE_NOTE || at->kind == CSN_AUTOMATE_NOTES;
}

/* The slot of a table, which may have been made anew since the last time. */
static double*
slot_of(const CsnAutomation* at, CSOUND* csound)
{
  MYFLT* table = NULL;
  const int length = csoundGetTable(csound, &table, (int)at->number);
  return length > 0 && at->index < (uint32_t)length ? table + at->index : NULL;
}

/* A channel's place; one that is not there is not made. */
static double*
channel_of(const CsnAutomation* at, CSOUND* csound)
{
  const char* const name = at->name;
  MYFLT* place = NULL;
  const int kind = csoundGetChannelPtr(csound, &place, name, 0);
  return kind > 0 &&
             (kind & CSOUND_CHANNEL_TYPE_MASK) == CSOUND_CONTROL_CHANNEL &&
             !csoundGetChannelPtr(csound,
                                  &place,
                                  name,
                                  CSOUND_CONTROL_CHANNEL | CSOUND_INPUT_CHANNEL)
           ? place
           : NULL;
}

/* Lets the line begin with what its target has. */
static void
overtake(CsnAutomation* at, double value)
{
  const double* const points = at->line.points;
  const double second = at->line.n > 1U ? points[3] : 0;
  csn_line_set_first(&at->line, isfinite(value) ? value : second);
  at->overtake = false;
}

static CsnStatus
open_other(CsnInstance* instance, CsnAutomation* at, const char** problem)
{
  if (at->kind == CSN_AUTOMATE_BUS) {
    at->to.bus =
      csn_bus_look(instance->buses, at->number, CSN_BUS_CONTROL, problem);
    if (!at->to.bus) {
      return CSN_ERR_NOT_FOUND;
    }
    if (at->overtake) {
      overtake(at, csn_bus_get(at->to.bus));
    }
    return CSN_OK;
  }

  const bool channel = at->kind == CSN_AUTOMATE_CHANNEL;
  double* const place =
    channel ? channel_of(at, instance->csound) : slot_of(at, instance->csound);
  at->to.channel = channel ? place : NULL;
  if (!place) {
    *problem = channel ? "there is no such control channel"
                       : "there is no such table, or it is shorter";
    return CSN_ERR_NOT_FOUND;
  }
  if (at->overtake) {
    overtake(at, *place);
  }
  return CSN_OK;
}

CsnStatus
csn_automation_start(CsnAutomations* all,
                     CsnInstance* instance,
                     CsnAutomation* automation,
                     const char** problem)
{
  CsnAutomationList* const list =
    is_field(automation) ? &all->fields : &all->others;
  csn_line_begin(&automation->line,
                 (double)automation->start,
                 all->engine->config.rate);
  const CsnStatus st =
    is_field(automation) ? CSN_OK : open_other(instance, automation, problem);
  if (st) {
    csn_automation_give(all, automation);
    return st;
  }
  automation->state = CSN_AUTOMATION_RUNS;
  list->places[list->n++] = (uint16_t)(automation - all->all);
  return CSN_OK;
}

void
csn_automations_move(CsnAutomations* all, CsnInstance* to)
{
  stop_list(all, &all->fields);
  for (uint32_t i = 0; i < all->others.n; ++i) {
    CsnAutomation* const at = &all->all[all->others.places[i]];
    if (at->kind == CSN_AUTOMATE_CHANNEL) {
      at->to.channel = channel_of(at, to->csound);
    }
  }
}

void
csn_automations_begin(CsnAutomations* all, int64_t frame, uint32_t ksmps)
{
  all->frame = frame;
  all->ksmps = ksmps;
}

// Running

/* Whether the k-cycle was its last. */
static inline bool
is_over(const CsnAutomations* all, const CsnAutomation* at)
{
  return csn_line_is_over(&at->line) &&
         all->frame + (int64_t)all->ksmps >= at->until;
}

/* The line's value for the coming k-cycle. */
static inline double
value_of(const CsnAutomations* all, CsnAutomation* at)
{
  return csn_line_at(&at->line,
                     (double)(all->frame +
                              (at->from_begin ? 0 : (int64_t)all->ksmps)));
}

static void
set_other(const CsnAutomations* all, CsnInstance* instance, CsnAutomation* at)
{
  const double value = value_of(all, at);
  double* place = NULL;
  if (at->kind == CSN_AUTOMATE_BUS) {
    csn_bus_set(at->to.bus, value);
  } else if (at->kind == CSN_AUTOMATE_TABLE) {
    place = slot_of(at, instance->csound);
  } else {
    place = at->to.channel;
    at->to.channel = place ? place : channel_of(at, instance->csound);
  }
  if (place) {
    *place = value;
  }
}

void
csn_automations_run(CsnAutomations* all, CsnInstance* instance)
{
  CsnAutomationList* const list = &all->others;
  uint32_t n_kept = 0;
  for (uint32_t i = 0; i < list->n; ++i) {
    CsnAutomation* const at = &all->all[list->places[i]];
    const bool runs = at->state == CSN_AUTOMATION_RUNS;
    if (runs) {
      set_other(all, instance, at);
    }
    if (runs && !is_over(all, at)) {
      list->places[n_kept++] = list->places[i];
    } else {
      csn_automation_give(all, at);
    }
  }
  list->n = n_kept;
}

// P-fields

CSN_AUDIO static void
complain(const CsnAutomations* all, const char* text)
{
  const CsnReply reply = { .type = CSN_REPLY_FAILED,
                           .status = CSN_ERR_NOT_FOUND,
                           .frame = all->frame,
                           .length = strlen(text),
                           .text = text };
  csn_engine_reply_rt(all->engine, &reply);
}

static const char no_field[] = "the automated note has no such p-field";

/* Finds the p-field of one note.  `learned`: what Csound has started by itself
   is in the table of notes as well. */
CSN_AUDIO static bool
find_field(const CsnAutomations* all,
           CsnInstance* instance,
           CsnAutomation* at,
           bool* learned)
{
  CsnNotes* const notes = instance->notes;
  uint32_t note = csn_notes_entry(notes, at->number);
  if (note == CSN_NO_NOTE && !*learned) {
    csn_notes_learn(instance);
    *learned = true;
    note = csn_notes_entry(notes, at->number);
  }
  if (note == CSN_NO_NOTE) {
    return true; // It may begin later
  }
  double* const place = csn_notes_field_of(notes->notes[note].ip, at->index);
  if (!place) {
    complain(all, no_field);
    return false;
  }
  at->entry = note;
  at->serial = notes->notes[note].serial;
  at->to.note = notes->notes[note].ip;
  if (at->overtake) {
    overtake(at, *place);
  }
  return true;
}

/* Sets a p-field of one note; false: the note has ended. */
CSN_AUDIO static inline bool
set_note(const CsnAutomations* all,
         CsnInstance* instance,
         CsnAutomation* at,
         bool* learned)
{
  INSDS* ip = at->to.note;
  if (!ip) {
    if (!find_field(all, instance, at, learned)) {
      return false;
    }
    ip = at->to.note;
  } else if (!ip->actflg || ip->p1.value < at->number ||
             ip->p1.value > at->number) {
    return false;
  }
  const double value = value_of(all, at);
  if (ip) {
    CS_VAR_MEM* const pfields = &ip->p0;
    pfields[at->index].value = value;
  }
  return true;
}

/* Sets it of all notes; false: they have no such p-field. */
CSN_AUDIO static bool
set_notes(const CsnAutomations* all, CsnInstance* instance, CsnAutomation* at)
{
  const int number = (int)at->number;
  double value = 0;
  bool known = false;
  for (INSDS* ip = csn_notes_first_active(instance); ip; ip = ip->nxtact) {
    if (ip->insno != number) {
      continue;
    }
    double* const place = csn_notes_field_of(ip, at->index);
    if (!place) {
      complain(all, no_field);
      return false;
    }
    if (at->overtake) {
      overtake(at, *place);
    }
    if (!known) {
      value = value_of(all, at);
      known = true;
    }
    *place = value;
  }
  if (!known) {
    (void)value_of(all, at); // Time goes on
  }
  return true;
}

/* Csound may have freed notes that have ended: stops their automations without
   looking into them. */
static void
look_anew(const CsnAutomations* all, const CsnNotes* notes)
{
  for (uint32_t i = 0; i < all->fields.n; ++i) {
    CsnAutomation* const at = &all->all[all->fields.places[i]];
    if (at->to.note && notes->notes[at->entry].serial != at->serial) {
      at->state = CSN_AUTOMATION_STOPPED;
    }
  }
}

void
csn_automations_run_fields(CsnAutomations* all, CsnInstance* instance)
{
  CsnAutomationList* const list = &all->fields;
  bool learned = false;
  uint32_t n_kept = 0;
  if (all->epoch != instance->notes->epoch) {
    all->epoch = instance->notes->epoch;
    look_anew(all, instance->notes);
  }
  for (uint32_t i = 0; i < list->n; ++i) {
    CsnAutomation* const at = &all->all[list->places[i]];
    const bool goes_on =
      at->state == CSN_AUTOMATION_RUNS &&
      (at->kind == CSN_AUTOMATE_NOTE ? set_note(all, instance, at, &learned)
                                     : set_notes(all, instance, at));
    if (goes_on && !is_over(all, at)) {
      list->places[n_kept++] = list->places[i];
    } else {
      csn_automation_give(all, at);
    }
  }
  list->n = n_kept;
}
