// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "automation.h"

#include "engine.h"
#include "notes_table.h"

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

  const double id = taken->id;
  memset(taken, 0, sizeof(*taken));
  taken->id = id;
  taken->state = CSN_AUTOMATION_WAITS;
  taken->target = *target;
  taken->line.points = points;
  taken->line.n = n_points;
  taken->size = size;
  taken->note = CSN_NO_NOTE;
  if (target->kind == CSN_AUTOMATE_CHANNEL) {
    char* const name = (char*)(points + 2U * (size_t)n_points);
    memcpy(name, target->name, strlen(target->name) + 1U);
    taken->target.name = name;
  }
  return taken;
}

void
csn_automation_give(CsnAutomations* all, CsnAutomation* automation)
{
  if (automation->bus) {
    csn_bus_let_go(all->engine->bank, automation->bus);
  }
  csn_pool_give(all->lines, automation->line.points, automation->size);
  automation->state = CSN_AUTOMATION_FREE;
  automation->bus = NULL;
  automation->stopped = false;
  automation->id += CSN_N_AUTOMATIONS;
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
  if (over) {
    *over = id < at->id || (at->stopped && !(id > at->id));
  }
  return at->state != CSN_AUTOMATION_FREE && !at->stopped && !(at->id < id) &&
             !(at->id > id)
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
    automation->stopped = true; // It is still in a list
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
  return at->target.kind == CSN_AUTOMATE_NOTE ||
         at->target.kind == CSN_AUTOMATE_NOTES;
}

/* The slot of a table, which may have been made anew since the last time. */
static double*
slot_of(const CsnAutomation* at, CSOUND* csound)
{
  MYFLT* table = NULL;
  const int length = csoundGetTable(csound, &table, (int)at->target.number);
  return length > 0 && at->target.index < (uint32_t)length
           ? table + at->target.index
           : NULL;
}

/* A channel's place; one that is not there is not made. */
static double*
channel_of(const CsnAutomation* at, CSOUND* csound)
{
  const char* const name = at->target.name;
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
  if (at->target.kind == CSN_AUTOMATE_BUS) {
    at->bus = csn_bus_look(instance->buses,
                           at->target.number,
                           CSN_BUS_CONTROL,
                           problem);
    if (!at->bus) {
      return CSN_ERR_NOT_FOUND;
    }
    if (at->overtake) {
      overtake(at, csn_bus_get(at->bus));
    }
    return CSN_OK;
  }

  const bool channel = at->target.kind == CSN_AUTOMATE_CHANNEL;
  at->place =
    channel ? channel_of(at, instance->csound) : slot_of(at, instance->csound);
  if (!at->place) {
    *problem = channel ? "there is no such control channel"
                       : "there is no such table, or it is shorter";
    return CSN_ERR_NOT_FOUND;
  }
  if (at->overtake) {
    overtake(at, *at->place);
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
  csn_line_rewind(&automation->line);
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
    if (at->target.kind == CSN_AUTOMATE_CHANNEL) {
      at->place = channel_of(at, to->csound);
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

/* The line's value for the coming k-cycle. */
static double
value_of(const CsnAutomations* all, CsnAutomation* at, double rate)
{
  const int64_t frames =
    all->frame + (at->from_begin ? 0 : (int64_t)all->ksmps) - at->start;
  return csn_line_at(&at->line, (double)(frames > 0 ? frames : 0) / rate);
}

static void
set_other(const CsnAutomations* all,
          CsnInstance* instance,
          CsnAutomation* at,
          double rate)
{
  const double value = value_of(all, at, rate);
  if (at->bus) {
    csn_bus_set(at->bus, value);
    return;
  }
  if (at->target.kind == CSN_AUTOMATE_TABLE) {
    at->place = slot_of(at, instance->csound);
  } else if (!at->place) {
    at->place = channel_of(at, instance->csound);
  }
  if (at->place) {
    *at->place = value;
  }
}

void
csn_automations_run(CsnAutomations* all, CsnInstance* instance)
{
  CsnAutomationList* const list = &all->others;
  const double rate = all->engine->config.rate;
  uint32_t n_kept = 0;
  for (uint32_t i = 0; i < list->n; ++i) {
    CsnAutomation* const at = &all->all[list->places[i]];
    if (!at->stopped) {
      set_other(all, instance, at, rate);
    }
    if (at->stopped || csn_line_is_over(&at->line)) {
      csn_automation_give(all, at);
    } else {
      list->places[n_kept++] = list->places[i];
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
  uint32_t note = csn_notes_entry(notes, at->target.number);
  if (note == CSN_NO_NOTE && !*learned) {
    csn_notes_learn(instance);
    *learned = true;
    note = csn_notes_entry(notes, at->target.number);
  }
  if (note == CSN_NO_NOTE) {
    return true; // It may begin later
  }
  double* const place =
    csn_notes_field_of(notes->notes[note].ip, at->target.index);
  if (!place) {
    complain(all, no_field);
    return false;
  }
  at->note = note;
  at->serial = notes->notes[note].serial;
  at->place = place;
  if (at->overtake) {
    overtake(at, *place);
  }
  return true;
}

/* Sets a p-field of one note; false: the note has ended. */
CSN_AUDIO static bool
set_note(const CsnAutomations* all,
         CsnInstance* instance,
         CsnAutomation* at,
         double rate,
         bool* learned)
{
  if (at->place) {
    const CsnNoteEntry* const entry = &instance->notes->notes[at->note];
    if (entry->serial != at->serial || !csn_notes_is_alive(entry)) {
      return false;
    }
  } else if (!find_field(all, instance, at, learned)) {
    return false;
  }
  const double value = value_of(all, at, rate);
  if (at->place) {
    *at->place = value;
  }
  return true;
}

/* Sets it of all notes; false: they have no such p-field. */
CSN_AUDIO static bool
set_notes(const CsnAutomations* all,
          CsnInstance* instance,
          CsnAutomation* at,
          double rate)
{
  const int number = (int)at->target.number;
  double value = 0;
  bool known = false;
  for (INSDS* ip = csn_notes_first_active(instance); ip; ip = ip->nxtact) {
    if (ip->insno != number) {
      continue;
    }
    double* const place = csn_notes_field_of(ip, at->target.index);
    if (!place) {
      complain(all, no_field);
      return false;
    }
    if (at->overtake) {
      overtake(at, *place);
    }
    if (!known) {
      value = value_of(all, at, rate);
      known = true;
    }
    *place = value;
  }
  if (!known) {
    (void)value_of(all, at, rate); // Time goes on
  }
  return true;
}

void
csn_automations_run_fields(CsnAutomations* all, CsnInstance* instance)
{
  CsnAutomationList* const list = &all->fields;
  const double rate = all->engine->config.rate;
  bool learned = false;
  uint32_t n_kept = 0;
  for (uint32_t i = 0; i < list->n; ++i) {
    CsnAutomation* const at = &all->all[list->places[i]];
    const bool goes_on =
      !at->stopped && (at->target.kind == CSN_AUTOMATE_NOTE
                         ? set_note(all, instance, at, rate, &learned)
                         : set_notes(all, instance, at, rate));
    if (goes_on && !csn_line_is_over(&at->line)) {
      list->places[n_kept++] = list->places[i];
    } else {
      csn_automation_give(all, at);
    }
  }
  list->n = n_kept;
}
