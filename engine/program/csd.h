// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csd: the text of a program, split into its sections, its header values read
  and its options made fit for a plugin.  Engine layer, pure text: no Csound,
  no files, no allocation.
*/

#ifndef CSN_ENGINE_CSD_H
#define CSN_ENGINE_CSD_H

#include "diagnose/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CSN_CSD_MAX_SECTIONS 64
#define CSN_CSD_NAME_SIZE 32

/** Texts above this size are refused: nobody writes them by hand. */
#define CSN_CSD_MAX_LENGTH ((size_t)64 * 1024 * 1024)

/** A part of the text: the bytes between a start tag and its end tag. */
typedef struct {
  char name[CSN_CSD_NAME_SIZE]; ///< Tag without brackets: "CsScore", "bsbPanel"
  bool present;                 ///< False: the text has no such section
  size_t tag_offset;            ///< Byte of the start tag's `<`
  size_t offset;                ///< First byte after the start tag
  size_t length;                ///< Bytes before the end tag
  int line;                     ///< 1-based line of the byte at `offset`
} CsnCsdSection;

/**
   A split text.  Refers to the text by offsets and owns nothing.

   For orchestra text without tags (`is_csd` false), `instruments` is all of
   the text and the others are absent.
*/
typedef struct {
  bool is_csd;
  CsnCsdSection options;     ///< First <CsOptions>
  CsnCsdSection instruments; ///< First <CsInstruments>
  CsnCsdSection score;       ///< First <CsScore>
  CsnCsdSection others[CSN_CSD_MAX_SECTIONS];
  size_t n_others; ///< Cabbage, CsFileB, CsVersion, bsbPanel, repeats…
} CsnCsd;

/** A value that the orchestra's header or the options name, or do not. */
typedef struct {
  bool said;    ///< It is assigned somewhere
  bool literal; ///< … by a plain number, which is `value`
  double value; ///< Meaningful only if `literal`
  int line;     ///< Of the assignment, in the whole text; 0 if not said
} CsnHeaderValue;

/**
   What a program says about its rates and channels.

   Each set is the last assignment of the orchestra's header, or the last
   flag in <CsOptions>.  Csound lets flags win over the header.
*/
typedef struct {
  struct {
    CsnHeaderValue sr, kr, ksmps, nchnls, nchnls_i, zero_dbfs, a4;
  } header;
  struct {
    CsnHeaderValue sr, kr, ksmps, nchnls, nchnls_i, zero_dbfs;
  } options;
} CsnCsdHeader;

/**
   Splits a program's text.

   Text with a <CsoundSynthesizer> or <CsInstruments> tag is a .csd, all other
   text an orchestra.  A missing </CsoundSynthesizer> is tolerated, as Csound
   does.  Refused, with one error in `list`: NUL bytes, more than
   CSN_CSD_MAX_LENGTH bytes, no text at all, a section without its end tag (a
   truncated file), a .csd without <CsInstruments>.

   @param text   Not null unless length is 0; need not end in a zero.
   @param file   Name for the errors; may be null.
   @param list   Receives the errors; not cleared first; may be null.
   @return True if the program can go on to Csound.
   @thread any
*/
bool
csn_csd_parse(CsnCsd* csd,
              const char* text,
              size_t length,
              const char* file,
              CsnDiagnosticList* list);

/**
   Reads the values of the orchestra header and of <CsOptions>.

   Only assignments outside instr and opcode blocks, comments and strings
   count; the last one of a name wins.

   @thread any
*/
void
csn_csd_header(CsnCsdHeader* header, const CsnCsd* csd, const char* text);

/**
   Blanks what a plugin must not obey in <CsOptions>, in place.

   Everything that names devices, files or displays, that touches real time
   or the process, is overwritten with spaces; line ends stay, so that no
   offset or line changes.  What shapes the music stays (`--midi-key=4`,
   `--sample-accurate`, `--omacro:A=1`, `-A 443`, `-t 90`, …), so do
   channel counts; the rates (`-r`, `-k`, `--ksmps`) are blanked, since the
   caller sets them from csn_csd_header().  MIDI files to play (`-F`) stay.
   Text without <CsOptions> is left as it is.

   @param text   The text that was parsed into `csd`; changed.
   @return The number of options that were blanked.
   @thread any
*/
size_t
csn_csd_clean_options(const CsnCsd* csd, char* text);

/**
   Returns the 1-based line of the byte at `offset` of a text.

   @thread any
*/
int
csn_csd_line_of(const char* text, size_t length, size_t offset);

#ifdef __cplusplus
}
#endif

#endif
