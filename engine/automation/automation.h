// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Automation: lines of times and values that the engine plays into p-fields,
  buses, tables and channels.  Engine layer.

  Time.  A k-cycle gets the value that its line has where the k-cycle ends: a
  line that begins with a k-cycle has moved on by one k-period in it.  The one
  exception is csoundengine's: a line of two points for a p-field, from 0 on and
  without overtaking, gets the value of the k-cycle's beginning, so that its
  first value is heard.  What begins within a k-cycle acts on the whole of it.

  An automation is over when it has set its last value, which stays.  Where
  several drive one target, the one that was started last has its way.

  Lines and places are taken from memory that is there from the beginning.
*/

#ifndef CSN_ENGINE_AUTOMATION_H
#define CSN_ENGINE_AUTOMATION_H

#include "base/attributes.h"
#include "base/pool.h"
#include "bus/bus.h"
#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_N_AUTOMATIONS 8192U     ///< At once, power of two
#define CSN_FIRST_AUTOMATION 65536U ///< Its number, which is no p1
#define CSN_MAX_POINTS 8000U        ///< In a line

typedef struct CsnInstance CsnInstance;

// Lines: pure

/** How a line goes from one point to the next. */
typedef enum {
  CSN_SHAPE_LINEAR,
  CSN_SHAPE_COS,      ///< Half a period of a cosine
  CSN_SHAPE_SMOOTH,   ///< 3 f^2 - 2 f^3, n more times where it is smooth(n)
  CSN_SHAPE_SMOOTHER, ///< 6 f^5 - 15 f^4 + 10 f^3
  CSN_SHAPE_FLOOR,    ///< It stays until the next point
  CSN_SHAPE_CUBIC,    ///< Through the neighbours, as Catmull and Rom have it
  CSN_SHAPE_EXPON     ///< f^x, for expon(x)
} CsnShapeKind;

typedef struct {
  CsnShapeKind kind;
  double parameter; ///< n or x
} CsnShape;

/** A line that is being played; its points are time, value, time, value, …
    What each k-cycle needs comes first. */
typedef struct {
  double end;   ///< Of the segment [frames]; behind the last point infinite
  double begin; ///< [frames]
  double value; ///< At its beginning
  double rise;  ///< In a frame; where it is curved, until the end
  bool curved;  ///< It is not a straight line
  CsnShape shape;
  double inverse; ///< Of its length [1/frames]
  double origin;  ///< Frame of time 0
  double rate;    ///< [Hz]
  double* points;
  uint32_t n;       ///< Points
  uint32_t segment; ///< 0: before the first point; n: behind the last
} CsnLine;

/** Reads `linear`, `cos`, `smooth(2)`, `expon(1.5)`, `exp=1.5`, …  False: it
    is none of them. */
bool
csn_shape_parse(const char* text, size_t length, CsnShape* shape);

/** Returns how far, 0 … 1, a segment has come after a part of its length. */
double
csn_shape_bend(const CsnShape* shape, double part);

/**
   Tells what is wrong with a line's numbers; null: nothing.  The first value
   may be NaN: it is to be what the target has.
*/
const char*
csn_line_problem(const double* points, size_t n_numbers);

/** Puts time 0 at a frame, and goes to the line's beginning. */
void
csn_line_begin(CsnLine* line, double origin, double rate);

/** Changes the first value, before or while it is played. */
void
csn_line_set_first(CsnLine* line, double value);

/** Goes on to the segment that contains a frame. */
void
csn_line_go_on(CsnLine* line, double frame);

/** Returns the value in a segment that is curved. */
double
csn_line_curve(const CsnLine* line, double frame);

/** Returns the value at a frame; frames may not run backwards. O(1) but for
    the points it passes */
static inline double
csn_line_at(CsnLine* line, double frame)
{
  if (frame >= line->end) {
    csn_line_go_on(line, frame);
  }
  return line->curved ? csn_line_curve(line, frame)
                      : line->value + line->rise * (frame - line->begin);
}

/** Tells whether the last value was the line's last. */
static inline bool
csn_line_is_over(const CsnLine* line)
{
  return line->end > 1e300;
}

// Automations

typedef enum {
  CSN_AUTOMATE_NOTE,  ///< A p-field of one note
  CSN_AUTOMATE_NOTES, ///< Of all notes of an instrument
  CSN_AUTOMATE_BUS,
  CSN_AUTOMATE_TABLE,
  CSN_AUTOMATE_CHANNEL
} CsnAutomateKind;

/** What a line drives. */
typedef struct {
  CsnAutomateKind kind;
  double number;    ///< p1, or token of the bus, or number of the table
  uint32_t index;   ///< P-field, or slot of the table
  const char* name; ///< Of the channel
} CsnTarget;

typedef enum {
  CSN_AUTOMATION_FREE,
  CSN_AUTOMATION_WAITS, ///< For its frame
  CSN_AUTOMATION_RUNS,
  CSN_AUTOMATION_STOPPED ///< To be dropped in the coming k-cycle
} CsnAutomationState;

/** One of them: the first 64 bytes are what each k-cycle needs. */
typedef struct {
  union {
    struct insds* note;
    CsnBus* bus;
    double* channel;
  } to;            ///< Null: not found yet
  double number;   ///< As the target's
  uint32_t index;  ///< As the target's
  uint8_t kind;    ///< CsnAutomateKind
  uint8_t state;   ///< CsnAutomationState
  bool overtake;   ///< The first value is to be what the target has
  bool from_begin; ///< It takes the value of a k-cycle's beginning
  CsnLine line;
  const char* name;
  uint32_t entry;      ///< Of the note, in the table of notes …
  uint32_t serial;     ///< … as it was when the note was found
  uint64_t generation; ///< How often its place was used before
  int64_t start;       ///< Engine's frame
  int64_t until;       ///< The same of its end; 0: with its last point
  size_t size;         ///< Bytes of its points and its name
  uint64_t order;      ///< Of its call
} CsnAutomation;

/** Those that run, in the order in which they were started. */
typedef struct {
  uint32_t n;
  uint16_t places[CSN_N_AUTOMATIONS];
} CsnAutomationList;

typedef struct {
  CsnEngine* engine;
  int64_t frame;  ///< Of the coming k-cycle
  uint32_t ksmps; ///< Its length
  CsnPool* lines; ///< Memory for points
  uint32_t n_free;
  uint32_t first_free;
  uint16_t free_places[CSN_N_AUTOMATIONS]; ///< Ring
  CsnAutomationList fields; ///< Set between the init passes and the sound
  CsnAutomationList others; ///< Set before the k-cycle
  void* memory;             ///< Of all
  CsnAutomation* all;       ///< CSN_N_AUTOMATIONS of them, at a multiple of 64
  uint32_t epoch;           ///< Of the notes, when they were last looked at
} CsnAutomations;

/** Returns an engine's automations, or null. @thread control */
CsnAutomations*
csn_automations_new(CsnEngine* engine) CSN_NOT_AUDIO;

/** Frees them; null is legal. @thread control */
void
csn_automations_free(CsnAutomations* automations) CSN_NOT_AUDIO;

/** Takes a place and memory for n points and the name; null: there is none. */
CsnAutomation*
csn_automation_take(CsnAutomations* all,
                    const CsnTarget* target,
                    uint32_t n_points) CSN_AUDIO;

/** Returns the number by which it is known. */
double
csn_automation_id(const CsnAutomations* all, const CsnAutomation* automation);

/** Gives back what is in no list. */
void
csn_automation_give(CsnAutomations* all, CsnAutomation* automation) CSN_AUDIO;

/** Finds one by its number, or null; `over`, which may be null, is then set to
    whether there once was one. O(1) */
CsnAutomation*
csn_automation_find(CsnAutomations* all, double id, bool* over) CSN_AUDIO;

/**
   Starts one whose frame is in the coming k-cycle.  On failure it is given
   back.

   @return CSN_OK; CSN_ERR_NOT_FOUND, CSN_ERR_BAD_ARG: see the problem.
*/
CsnStatus
csn_automation_start(CsnAutomations* all,
                     CsnInstance* instance,
                     CsnAutomation* automation,
                     const char** problem) CSN_AUDIO;

/** Stops one, whose last value stays; false: there never was one. */
bool
csn_automation_stop(CsnAutomations* all, double id) CSN_AUDIO;

/** Stops all that run, and of those that wait all up to this order. */
void
csn_automations_stop_all(CsnAutomations* all, uint64_t order) CSN_AUDIO;

/** Goes over to another instance: p-fields are left behind. */
void
csn_automations_move(CsnAutomations* all, CsnInstance* to) CSN_AUDIO;

/** Tells the coming k-cycle, before its calls are carried out. */
void
csn_automations_begin(CsnAutomations* all,
                      int64_t frame,
                      uint32_t ksmps) CSN_AUDIO;

/** Sets buses, tables and channels for the coming k-cycle. */
void
csn_automations_run(CsnAutomations* all, CsnInstance* instance) CSN_AUDIO;

/** Sets p-fields, after the init passes of the k-cycle. */
void
csn_automations_run_fields(CsnAutomations* all,
                           CsnInstance* instance) CSN_AUDIO;

#endif
