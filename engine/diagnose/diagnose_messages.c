// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Complaints: what Csound 6 says, taken apart line by line.  Engine layer, pure
  text.
*/

#include "diagnose_messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Bounded copy of [begin, end), or up to the end of the string
static void
copy(char* out, size_t size, const char* begin, const char* end)
{
  size_t n = end ? (size_t)(end - begin) : strlen(begin);
  if (n >= size) {
    n = size - 1;
  }
  memcpy(out, begin, n);
  out[n] = '\0';
}

// What follows `prefix` in `line`, or null
static const char*
after(const char* line, const char* prefix)
{
  const size_t n = strlen(prefix);
  return strncmp(line, prefix, n) ? NULL : line + n;
}

static int
to_int(const char* text)
{
  const long value = strtol(text, NULL, 10);
  return value > 0 && value < 100000000 ? (int)value : 0;
}

static CsnComplaint*
add(CsnComplaints* c, CsnComplaintKind kind)
{
  if (c->count == CSN_COMPLAINTS_MAX) {
    --c->count; // The first ones matter, and the newest needs a place
  }
  CsnComplaint* const complaint = &c->items[c->count++];
  memset(complaint, 0, sizeof(*complaint));
  complaint->kind = kind;
  return complaint;
}

static CsnComplaint*
newest(CsnComplaints* c)
{
  return c->count ? &c->items[c->count - 1] : NULL;
}

// Text in 'quotes' after `begin`
static void
copy_quoted(char* out, size_t size, const char* begin)
{
  const char* const open = strchr(begin, '\'');
  const char* const close = open ? strchr(open + 1, '\'') : NULL;
  if (close) {
    copy(out, size, open + 1, close);
  }
}

static void
copy_between(char* out,
             size_t size,
             const char* text,
             const char* open,
             const char* close)
{
  const char* begin = strstr(text, open);
  if (begin) {
    begin += strlen(open);
    const char* const end = strstr(begin, close);
    if (end) {
      copy(out, size, begin, end);
    }
  }
}

// Removes " from file NAME (N)," and its like from the front of a line: they
// belong to what was said before
static const char*
strip_origin(CsnComplaints* c, const char* line)
{
  CsnComplaint* const complaint = newest(c);
  for (;;) {
    const char* rest = after(line, " from file ");
    const char* end = rest ? strstr(rest, "),") : NULL;
    if (!end) {
      return line;
    }
    const char* name_end = end;
    while (name_end > rest && *name_end != '(') {
      --name_end;
    }
    if (name_end > rest && complaint && !complaint->file[0] && *rest != '*') {
      copy(complaint->file, sizeof(complaint->file), rest, name_end - 1);
    }
    line = end + 2;
  }
}

static void
read_syntax(CsnComplaints* c, const char* line)
{
  CsnComplaint* const complaint = add(c, CSN_COMPLAINT_SYNTAX);
  copy_between(complaint->expected,
               sizeof(complaint->expected),
               line,
               "expecting ",
               "  (token");
  const char* const open = strstr(line, "(token \"");
  if (!open) {
    return;
  }
  const char* const begin = open + 8;
  const size_t n = strlen(begin);
  if (n >= 2 && !strcmp(begin + n - 2, "\")")) {
    copy(complaint->token, sizeof(complaint->token), begin, begin + n - 2);
    size_t end = strlen(complaint->token);
    while (end > 0 && complaint->token[end - 1] == ' ') {
      complaint->token[--end] = '\0';
    }
  } else {
    copy(complaint->token, sizeof(complaint->token), "\n", NULL);
    c->token_goes_on = true;
  }
}

// "Found: OUTS NAME INS"
static void
read_found(CsnComplaint* complaint, const char* text)
{
  char middle[140];
  (void)snprintf(middle, sizeof(middle), " %s ", complaint->name);
  const char* const at = strstr(text, middle);
  if (at) {
    copy(complaint->outs, sizeof(complaint->outs), text, at);
    copy(complaint->ins, sizeof(complaint->ins), at + strlen(middle), NULL);
  }
  if (!strcmp(complaint->ins, "(null)")) {
    complaint->ins[0] = '\0';
  }
  if (!strcmp(complaint->outs, "(null)")) {
    complaint->outs[0] = '\0';
  }
}

// Lines that say more about the newest complaint
static bool
read_more(CsnComplaints* c, const char* line)
{
  CsnComplaint* const complaint = newest(c);
  if (!complaint) {
    return false;
  }
  const char* rest = NULL;
  if ((rest = after(line, " line ")) || (rest = after(line, "Line: ")) ||
      (rest = after(line, "Line "))) {
    complaint->line = to_int(rest);
  } else if ((rest = after(line, " >>> "))) {
    const char* const end = strstr(rest, " <<<");
    copy(complaint->near, sizeof(complaint->near), rest, end);
  } else if ((rest = after(line, "Unexpected untyped word "))) {
    const char* const end = strchr(rest, ' ');
    copy(complaint->untyped, sizeof(complaint->untyped), rest, end);
  } else if ((complaint->kind == CSN_COMPLAINT_INIT ||
              complaint->kind == CSN_COMPLAINT_PERF) &&
             !complaint->first[0] && strchr(line, '\t')) {
    copy(complaint->first,
         sizeof(complaint->first),
         line,
         strpbrk(line, "\t."));
  } else if ((rest = after(line, "Found: "))) {
    read_found(complaint, rest);
    c->first_comes = true;
    return true;
  } else if (c->first_comes && !strncmp(line, "       ", 7)) {
    copy(complaint->first, sizeof(complaint->first), line + 7, NULL);
  } else {
    return false;
  }
  c->first_comes = false;
  return true;
}

// "(opcode NAME) line N: TEXT" of an init or performance error
static void
read_note_error(CsnComplaints* c, CsnComplaintKind kind, const char* rest)
{
  CsnComplaint* const complaint = add(c, kind);
  complaint->instr = to_int(rest);
  copy_between(complaint->name, sizeof(complaint->name), rest, "(opcode ", ")");
  const char* const line = strstr(rest, ") line ");
  complaint->line = line ? to_int(line + 7) : 0;
  const char* const text = line ? strstr(line, ": ") : NULL;
  copy(complaint->text, sizeof(complaint->text), text ? text + 2 : rest, NULL);
  if (c->table[0]) {
    copy(complaint->text, sizeof(complaint->text), c->table, NULL);
    c->table[0] = '\0';
    if (newest(c) != c->items && complaint[-1].kind == CSN_COMPLAINT_TABLE) {
      complaint[-1] = *complaint; // The opcode's place is the better one
      --c->count;
    }
  }
}

static void
read_function(CsnComplaints* c, const char* text)
{
  CsnComplaint* const complaint = add(c, CSN_COMPLAINT_NO_FUNCTION);
  copy_quoted(complaint->name, sizeof(complaint->name), text);
  copy_between(complaint->ins, sizeof(complaint->ins), text, "arg types ", " ");
  const char* const line = strstr(text, ", line ");
  complaint->line = line ? to_int(line + 7) : 0;
}

static void
read_other(CsnComplaints* c, CsnComplaintKind kind, const char* text)
{
  CsnComplaint* const complaint = add(c, kind);
  copy(complaint->text, sizeof(complaint->text), text, NULL);
  const char* const line = strstr(text, "line ");
  complaint->line = line ? to_int(line + 5) : 0;
}

// What follows "error:", of the part after the parser
static void
read_error(CsnComplaints* c, const char* text)
{
  const char* rest = NULL;
  if (after(text, "Variable type for ")) {
    return; // Says again what "used before defined" has said
  }
  if (after(text, "Variable '")) {
    CsnComplaint* const complaint = add(c, CSN_COMPLAINT_UNDEFINED);
    copy_quoted(complaint->name, sizeof(complaint->name), text);
  } else if (after(text, "Unable to find opcode entry for ")) {
    CsnComplaint* const complaint = add(c, CSN_COMPLAINT_NO_OPCODE);
    copy_quoted(complaint->name, sizeof(complaint->name), text);
  } else if (after(text, "opcode '") || after(text, "boolean expression '")) {
    read_function(c, text);
  } else if ((rest = after(text, "unable to find array operator "))) {
    CsnComplaint* const complaint = add(c, CSN_COMPLAINT_NO_ARRAY);
    const char* const line = strstr(rest, " line ");
    complaint->line = line ? to_int(line + 6) : 0;
  } else if ((rest = after(text, "instr ")) && strstr(rest, "redefined")) {
    CsnComplaint* const complaint = add(c, CSN_COMPLAINT_REDEFINED);
    copy(complaint->name,
         sizeof(complaint->name),
         rest,
         strstr(rest, " redefined"));
  } else if ((rest = after(text, "invalid xin statement")) ||
             (rest = after(text, "invalid xout statement"))) {
    CsnComplaint* const complaint =
      add(c, text[9] == 'i' ? CSN_COMPLAINT_XIN : CSN_COMPLAINT_XOUT);
    copy_between(
      complaint->outs, sizeof(complaint->outs), rest, "defined '", "'");
    copy_between(complaint->ins, sizeof(complaint->ins), rest, "found '", "'");
  } else if (after(text, "sr = ") || after(text, "inconsistent sr")) {
    read_other(c, CSN_COMPLAINT_RATES, text);
  } else if (*text) {
    read_other(c, CSN_COMPLAINT_OTHER, text);
  }
}

// "ftable N: why", also in the middle of a line
static bool
read_table(CsnComplaints* c, const char* line)
{
  const char* const at = strstr(line, "ftable ");
  const int number = at ? to_int(at + 7) : 0;
  const char* const text = number ? strstr(at, ": ") : NULL;
  if (!text) {
    return false;
  }
  CsnComplaint* const complaint = add(c, CSN_COMPLAINT_TABLE);
  complaint->instr = number;
  copy(complaint->text, sizeof(complaint->text), text + 2, NULL);
  copy(c->table, sizeof(c->table), text + 2, NULL);
  return true;
}

static bool
read_missing_instr(CsnComplaints* c, const char* line)
{
  const char* const at = strstr(line, "WARNING: ");
  const char* const rest = at ? at + 9 : line;
  CsnComplaint found;
  memset(&found, 0, sizeof(found));
  const char* name = NULL;
  if ((name = after(rest, "instr ")) && strstr(name, " not found")) {
    copy(found.name, sizeof(found.name), name, strstr(name, " not found"));
  } else if ((name = after(rest, "Cannot Find Instrument "))) {
    copy(found.name, sizeof(found.name), name, strchr(name, '.'));
  } else {
    return false;
  }
  CsnComplaint* const complaint = add(c, CSN_COMPLAINT_NO_INSTR);
  copy(complaint->name, sizeof(complaint->name), found.name, NULL);
  return true;
}

static bool
is_noise(const char* line)
{
  static const char* const noise[] = {
    "Parsing failed",
    "Stopping on parser",
    "--Csound version",
    "[commit",
    "libsndfile",
    "sr = ",
    "0dBFS level",
    "audio buffered",
    "SECTION",
    "rtaudio",
    "rtmidi",
    "defining argument",
    "end of score",
    "header init errors",
    "UnifiedCSD",
    "unknown CSD tag",
    "graphics",
    "Elapsed time",
    "displays suppressed",
    "orch now loaded",
  };
  for (size_t i = 0; i < sizeof(noise) / sizeof(noise[0]); ++i) {
    if (after(line, noise[i])) {
      return true;
    }
  }
  return line[strspn(line, " \t")] == '\0';
}

void
csn_complaints_read(CsnComplaints* c, const char* line)
{
  if (c->token_goes_on) {
    c->token_goes_on = false;
    return;
  }
  line = strip_origin(c, line);
  const char* rest = NULL;
  const char* const note = strstr(line, "INIT ERROR in instr ");
  const char* const perf = strstr(line, "PERF ERROR in instr ");
  if (note || perf) {
    read_note_error(c,
                    note ? CSN_COMPLAINT_INIT : CSN_COMPLAINT_PERF,
                    (note ? note : perf) + 20);
  } else if (after(line, "error: syntax error")) {
    read_syntax(c, line);
  } else if ((rest = after(line, "error: "))) {
    rest += strspn(rest, " ");
    const char* const again = after(rest, "error: ");
    read_error(c, again ? again : rest);
  } else if (after(line, "unterminated string")) {
    read_other(c, CSN_COMPLAINT_STRING, line);
  } else if (after(line, "sread: ") || after(line, "swrite: ") ||
             strstr(line, "in scoreline")) {
    read_other(c, CSN_COMPLAINT_SCORE, line);
  } else if (!read_more(c, line) && !read_missing_instr(c, line) &&
             !read_table(c, line) && !is_noise(line)) {
    copy(c->last, sizeof(c->last), line, NULL);
  }
}
