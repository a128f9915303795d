// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Complaints: what Csound 6 says, taken apart.  Engine layer, pure text.  Knows
  Csound's wording; the places in it are only hints, see diagnose_locate.h.
*/

#ifndef CSN_ENGINE_DIAGNOSE_MESSAGES_H
#define CSN_ENGINE_DIAGNOSE_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>

#define CSN_COMPLAINTS_MAX 32

typedef enum {
  CSN_COMPLAINT_SYNTAX,
  CSN_COMPLAINT_UNDEFINED,   ///< Variable `name` used before defined
  CSN_COMPLAINT_NO_OPCODE,   ///< No form of opcode `name` fits
  CSN_COMPLAINT_NO_FUNCTION, ///< … in an expression
  CSN_COMPLAINT_NO_ARRAY,    ///< [ ] on what is no array
  CSN_COMPLAINT_REDEFINED,   ///< instr `name`
  CSN_COMPLAINT_XIN,
  CSN_COMPLAINT_XOUT,
  CSN_COMPLAINT_RATES,  ///< sr, kr, ksmps
  CSN_COMPLAINT_STRING, ///< No closing quote
  CSN_COMPLAINT_INIT,   ///< Of opcode `name` in instrument `instr`
  CSN_COMPLAINT_PERF,
  CSN_COMPLAINT_TABLE,    ///< f statement or ftgen, number `instr`
  CSN_COMPLAINT_NO_INSTR, ///< Instrument `name` is not there (a warning)
  CSN_COMPLAINT_SCORE,    ///< A score line that Csound skips (a warning)
  CSN_COMPLAINT_OTHER
} CsnComplaintKind;

typedef struct {
  CsnComplaintKind kind;
  int line;        ///< As Csound counts; 0: it did not say
  int instr;       ///< Number of the instrument or table
  char file[128];  ///< Included file, or empty
  char name[128];  ///< Opcode, variable, instrument
  char outs[64];   ///< Types found
  char ins[192];   ///< Types found
  char token[128]; ///< Of a syntax error; a newline is "\n"
  char expected[128];
  char near[256];   ///< The line up to the token
  char untyped[64]; ///< Word that stands where a variable should
  char first[128];  ///< First words of the statement
  char text[320];
} CsnComplaint;

/** Complaints, and the state of reading them. */
typedef struct {
  CsnComplaint items[CSN_COMPLAINTS_MAX];
  size_t count;
  bool token_goes_on; ///< The token was a newline: one more line is its end
  bool first_comes;   ///< The next line shows the statement
  char table[320];    ///< Last word on a table that could not be made
  char last[320];     ///< Last line that was not noise
} CsnComplaints;

/**
   Reads one line of messages, without its newline.

   @thread any
*/
void
csn_complaints_read(CsnComplaints* complaints, const char* line);

#endif
