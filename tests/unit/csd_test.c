// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Tests of the splitting of programs, of header values and of the cleaning of
  options (layer: tests).  Pure text; no Csound.
*/

#include "engine/program/csd.h"
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char whole[] = "words before\n"
                            "<CsoundSynthesizer>\n"
                            "<CsOptions>\n"
                            "-odac -r 44100\n"
                            "</CsOptions>\n"
                            "<CsInstruments>\n"
                            "sr = 48000\n"
                            "ksmps = 16 ; sixteen\n"
                            "instr 1\n"
                            "  ksmps = 7\n"
                            "  S1 = \"</CsInstruments>\"\n"
                            "  /*\n"
                            "</CsInstruments>\n"
                            "  */\n"
                            "endin\n"
                            "nchnls = 2\n"
                            "0dbfs = 1\n"
                            "</CsInstruments>\n"
                            "<CsScore>\n"
                            "i 1 0 1\n"
                            "</CsScore>\n"
                            "</CsoundSynthesizer>\n"
                            "<Cabbage>\n"
                            "</Cabbage>\n";

static bool
text_is(const char* text, const CsnCsdSection* section, const char* expected)
{
  return section->present && section->length == strlen(expected) &&
         !memcmp(text + section->offset, expected, section->length);
}

static void
sections(void)
{
  CsnCsd csd;
  CU_ASSERT_TRUE(csn_csd_parse(&csd, whole, strlen(whole), "f", NULL));
  CU_ASSERT_TRUE(csd.is_csd);
  CU_ASSERT_TRUE(text_is(whole, &csd.options, "-odac -r 44100\n"));
  CU_ASSERT_EQUAL(csd.options.line, 4);
  CU_ASSERT_EQUAL(csd.instruments.line, 7);
  CU_ASSERT_EQUAL(csd.score.line, 20);
  CU_ASSERT_TRUE(text_is(whole, &csd.score, "i 1 0 1\n"));
  CU_ASSERT_STRING_EQUAL(csd.score.name, "CsScore");
  const char* const end =
    whole + csd.instruments.offset + csd.instruments.length;
  CU_ASSERT_NSTRING_EQUAL(end, "</CsInstruments>\n<CsScore>", 26);
}

static void
orchestra_alone(void)
{
  static const char text[] = "instr 1\nendin\n";
  CsnCsd csd;
  CU_ASSERT_TRUE(csn_csd_parse(&csd, text, strlen(text), "f", NULL));
  CU_ASSERT_FALSE(csd.is_csd);
  CU_ASSERT_TRUE(text_is(text, &csd.instruments, text));
  CU_ASSERT_EQUAL(csd.instruments.line, 1);
  CU_ASSERT_FALSE(csd.score.present);
}

#define TOP "<CsoundSynthesizer>\n"
#define ORC "<CsInstruments>\ninstr 1\nendin\n</CsInstruments>\n"

/** A text that is refused, and where and why. */
typedef struct {
  const char* text;
  size_t length; ///< 0: up to its zero
  int line;
  int column;
  const char* reason;
} Refused;

static const Refused refused[] = {
  { "", 0, 0, 0, "empty" },
  { " \n\t\r\n", 0, 0, 0, "empty" },
  { "instr 1\nend\0in", 14, 2, 4, "zero byte" },
  { TOP "</CsoundSynthesizer>\n", 0, 1, 1, "no <CsInstruments>" },
  { ORC, 0, 1, 1, "no <CsoundSynthesizer>" },
  { TOP "<CsInstruments>\ninstr 1\n", 0, 2, 1, "</CsInstruments>" },
  { TOP "<CsInstruments>", 0, 2, 1, "</CsInstruments>" },
  { TOP "  <CsOptions>\n-n\n" ORC, 0, 2, 3, "</CsOptions>" },
  { TOP ORC "<CsScore>\ni 1 0 1\n", 0, 6, 1, "</CsScore>" },
  { TOP ORC "<CsScore>\r\ni 1 0 1", 0, 6, 1, "</CsScore>" },
  { TOP ORC "<CsVersion>\n5\n", 0, 6, 1, "</CsVersion>" },
  { TOP ORC "<CsFileB filename=a>\nAA\n", 0, 6, 1, "</CsFileB>" },
  { TOP "<CsInstruments>\ngi1 = 1 </CsInstruments>\n",
    0,
    3,
    9,
    "beginning of its line" },
  { TOP "<CsInstruments>\n /* a\n</CsInstruments>\n", 0, 3, 2, "comment" },
  { TOP "<CsInstruments>\nS1 = {{a\n</CsInstruments>\n", 0, 3, 6, "{{" },
  { TOP "<CsInstruments>\nS1 = \"a\n</CsInstruments>\n", 0, 3, 6, "string" },
};

static void
refusals(void)
{
  static CsnDiagnosticList list;
  for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); ++i) {
    const Refused* const r = &refused[i];
    const size_t n = r->length ? r->length : strlen(r->text);
    CsnCsd csd;
    csn_diagnostic_list_clear(&list);
    CU_ASSERT_FALSE(csn_csd_parse(&csd, r->text, n, "f.csd", &list));
    CU_ASSERT_EQUAL_FATAL(list.count, 1);
    CU_ASSERT_EQUAL(list.items[0].line, r->line);
    CU_ASSERT_EQUAL(list.items[0].column, r->column);
    CU_ASSERT_PTR_NOT_NULL(strstr(list.items[0].text, r->reason));
    CU_ASSERT_STRING_EQUAL(list.items[0].file, "f.csd");
  }
}

static const char* const accepted[] = {
  TOP ORC,
  TOP ORC "</CsoundSynthesizer>",
  " <CsoundSynthesiser>\r\n\t<CsInstruments>\r\n\t</CsInstruments>  \r\n",
  TOP ORC "<CsScore>\n; it\"s /* \n</CsScore>\n",
  TOP "<CsInstruments>\nprints \"a\\\"b {{ /* ;\" ; it\"s\n</CsInstruments>\n",
  TOP "<CsInstruments>\nprints \"a \\\nb\"\n// \"\n</CsInstruments>\n",
  TOP "<Cabbage>\nform\n" ORC,
  TOP "<bsbPanel>\n <label>\n</bsbPanel>\n" ORC,
  "instr 1\n  S1 = \"unclosed is Csound's business here\nendin\n",
};

static void
acceptances(void)
{
  static CsnDiagnosticList list;
  for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); ++i) {
    CsnCsd csd;
    csn_diagnostic_list_clear(&list);
    CU_ASSERT_TRUE(
      csn_csd_parse(&csd, accepted[i], strlen(accepted[i]), "f", &list));
    CU_ASSERT_EQUAL(list.count, 0);
    CU_ASSERT_TRUE(csd.instruments.present);
  }
}

static void
last_orchestra(void)
{
  static const char text[] = TOP "<CsInstruments>\nfirst\n</CsInstruments>\n"
                                 "<CsInstruments>\nsecond\n</CsInstruments>\n";
  CsnCsd csd;
  CU_ASSERT_TRUE(csn_csd_parse(&csd, text, strlen(text), "f", NULL));
  CU_ASSERT_TRUE(text_is(text, &csd.instruments, "second\n"));
  CU_ASSERT_EQUAL_FATAL(csd.n_others, 1);
  CU_ASSERT_TRUE(text_is(text, &csd.others[0], "first\n"));
}

static bool
is_value(const CsnHeaderValue* value, double expected, int line)
{
  return value->said && value->literal && value->line == line &&
         fabs(value->value - expected) < 1e-12;
}

static void
header_values(void)
{
  CsnCsd csd;
  CsnCsdHeader h;
  CU_ASSERT_TRUE(csn_csd_parse(&csd, whole, strlen(whole), "f", NULL));
  csn_csd_header(&h, &csd, whole);
  CU_ASSERT_TRUE(is_value(&h.header.sr, 48000.0, 7));
  CU_ASSERT_TRUE(is_value(&h.header.ksmps, 16.0, 8));
  CU_ASSERT_TRUE(is_value(&h.header.nchnls, 2.0, 16));
  CU_ASSERT_TRUE(is_value(&h.header.zero_dbfs, 1.0, 17));
  CU_ASSERT_FALSE(h.header.kr.said);
  CU_ASSERT_FALSE(h.header.nchnls_i.said);
  CU_ASSERT_TRUE(is_value(&h.options.sr, 44100.0, 4));
}

static void
header_forms(void)
{
  static const char text[] = "/* sr = 1 */ sr=44100.0// rate\n"
                             "  kr = sr/10\n"
                             "ksmps = 10\r\n"
                             "ksmps\t=\t0x20\r"
                             "0dbfs = 32768;\n"
                             "; nchnls = 5\n"
                             "nchnls == 6\n"
                             "S1 = {{\nnchnls = 7\n}}\n"
                             "nchnls_i = $IN\n"
                             "A4 = 443 /* high */\n"
                             "opcode x, 0, 0\nsr = 3\nendop\n";
  CsnCsd csd;
  CsnCsdHeader h;
  CU_ASSERT_TRUE(csn_csd_parse(&csd, text, strlen(text), "f", NULL));
  csn_csd_header(&h, &csd, text);
  CU_ASSERT_TRUE(is_value(&h.header.sr, 44100.0, 1));
  CU_ASSERT_TRUE(h.header.kr.said && !h.header.kr.literal);
  CU_ASSERT_TRUE(is_value(&h.header.ksmps, 32.0, 4));
  CU_ASSERT_TRUE(is_value(&h.header.zero_dbfs, 32768.0, 5));
  CU_ASSERT_FALSE(h.header.nchnls.said);
  CU_ASSERT_TRUE(h.header.nchnls_i.said && !h.header.nchnls_i.literal);
  CU_ASSERT_TRUE(is_value(&h.header.a4, 443.0, 12));
}

/** Options, and what is left of them without the blanks. */
static const char* const options[][2] = {
  { "-odac", "" },
  { "-o dac -i adc -M0 -Q 1", "" },
  { "-o\"a b.wav\" -W", "-W" },
  { "-odac -W -f -d -m0", "-W -f" },
  { "-dm0Wf", "" },
  { "-Wdf", "-Wf" },
  { "-b 128 -B1024 -j4 -j 2", "" },
  { "-n", "" },
  { "-r 48000 -k 4800", "" },
  { "-r48000 -r 0 -r -d", "" },
  { "-r x", "" },
  { "-t60 -t0 -t 90", "-t60 -t 90" },
  { "-F song.mid -T -D", "-F song.mid -T -D" },
  { "-F stdin -F/dev/midi -Fa.mid", "-Fa.mid" },
  { "-+rtaudio=jack -+rtmidi=null -+jack_client=a", "" },
  { "-+skip_seconds=2.5 -+raw_controller_mode=1",
    "-+skip_seconds=2.5 -+raw_controller_mode=1" },
  { "--midi-key=4 --midi-velocity-amp=5",
    "--midi-key=4 --midi-velocity-amp=5" },
  { "--midi-key=x --midi-key=", "" },
  { "--sample-accurate --realtime --sched=50", "--sample-accurate" },
  { "--omacro:A=1 --smacro:B=\"x y\"", "--omacro:A=1 --smacro:B=\"x y\"" },
  { "--omacro:A", "" },
  { "--ksmps=32 --ksmps=0 --ksmps=abc --nchnls=2 --0dbfs=1",
    "--nchnls=2 --0dbfs=1" },
  { "--bogus foo.orc -X --port=99 --daemon --logfile=a", "" },
  { "--opcode-lib=a.so --env:SSDIR=a --env:PATH=b", "--env:SSDIR=a" },
  { "-W ; -odac --omacro:A=1\n-f", "-W -f" },
  { "# -W\n-f # -s", "-f" },
  { "--limiter --limiter=0.5 --limiter=x", "--limiter --limiter=0.5" },
  { "--strset3=hello --strsetx", "--strset3=hello" },
  { "-", "" },
  { "--", "" },
  { "\"", "" },
};

static void
clean_options(void)
{
  for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); ++i) {
    char text[512];
    char before[512];
    (void)snprintf(text,
                   sizeof(text),
                   TOP "<CsOptions>\n%s\n</CsOptions>\n" ORC,
                   options[i][0]);
    memcpy(before, text, sizeof(text));
    CsnCsd csd;
    CU_ASSERT_TRUE(csn_csd_parse(&csd, text, strlen(text), "f", NULL));
    (void)csn_csd_clean_options(&csd, text);
    CU_ASSERT_EQUAL(strlen(text), strlen(before));

    char left[512] = "";
    size_t n = 0;
    for (size_t j = 0; j < csd.options.length; ++j) {
      const char c = text[csd.options.offset + j];
      CU_ASSERT_EQUAL(c == '\n', before[csd.options.offset + j] == '\n');
      const bool blank = c == ' ' || c == '\n';
      if (!blank) {
        left[n++] = c;
      } else if (n > 0 && left[n - 1] != ' ') {
        left[n++] = ' ';
      }
    }
    while (n > 0 && left[n - 1] == ' ') {
      --n;
    }
    left[n] = '\0';
    if (strcmp(left, options[i][1]) != 0) {
      (void)printf("\n    %s -> '%s'", options[i][0], left);
    }
    CU_ASSERT_STRING_EQUAL(left, options[i][1]);

    // What is around the options is untouched, and cleaning again is nothing
    const size_t end = csd.options.offset + csd.options.length;
    CU_ASSERT_EQUAL(memcmp(text, before, csd.options.offset), 0);
    CU_ASSERT_STRING_EQUAL(text + end, before + end);
    CU_ASSERT_EQUAL(csn_csd_clean_options(&csd, text), 0);
  }
}

static void
lines(void)
{
  static const char text[] = "a\nb\r\nc\rd";
  CU_ASSERT_EQUAL(csn_csd_line_of(text, 8, 0), 1);
  CU_ASSERT_EQUAL(csn_csd_line_of(text, 8, 1), 1);
  CU_ASSERT_EQUAL(csn_csd_line_of(text, 8, 2), 2);
  CU_ASSERT_EQUAL(csn_csd_line_of(text, 8, 4), 2);
  CU_ASSERT_EQUAL(csn_csd_line_of(text, 8, 5), 3);
  CU_ASSERT_EQUAL(csn_csd_line_of(text, 8, 7), 4);
  CU_ASSERT_EQUAL(csn_csd_line_of(text, 8, 100), 4);
}

// A section lies within the text, and its line is right
static bool
is_sane(const char* text, size_t length, const CsnCsdSection* section)
{
  return !section->present ||
         (section->offset <= length &&
          section->length <= length - section->offset &&
          section->tag_offset <= section->offset && section->line >= 1 &&
          (section->offset == length ||
           section->line == csn_csd_line_of(text, length, section->offset)));
}

// Changes some bytes, cuts pieces out, or puts pieces in
static size_t
mutate(char* text, size_t length, size_t size, uint64_t* state)
{
  static const char* const pieces[] = {
    "<CsOptions>",
    "</CsOptions>",
    "<CsInstruments>",
    "</CsScore>",
    "</CsInstruments>",
    "\n",
    "\r",
    "\"",
    "/*",
    "*/",
    "{{",
    "}}",
    ";",
    "\\",
    "<Cs",
    "-o",
    "ksmps =",
    "--omacro:",
    "<",
    "=",
  };
  const uint64_t n = 1 + csn_test_random(state) % 6;
  for (uint64_t i = 0; i < n; ++i) {
    const size_t at = length ? csn_test_random(state) % length : 0;
    const uint64_t kind = csn_test_random(state) % 3;
    if (kind == 0 && length) {
      text[at] = (char)csn_test_random(state);
    } else if (kind == 1 && length) {
      const size_t cut = csn_test_random(state) % (length - at);
      memmove(text + at, text + at + cut, length - at - cut);
      length -= cut;
    } else {
      const char* const piece =
        pieces[csn_test_random(state) % (sizeof(pieces) / sizeof(pieces[0]))];
      const size_t more = strlen(piece);
      if (length + more <= size) {
        memmove(text + at + more, text + at, length - at);
        for (size_t j = 0; j < more; ++j) {
          text[at + j] = piece[j];
        }
        length += more;
      }
    }
  }
  return length;
}

static void
mutations(void)
{
  uint64_t state = 20261122;
  static CsnDiagnosticList list;
  const int n = csn_test_quick() ? 5000 : 50000;
  for (int i = 0; i < n; ++i) {
    const size_t size = sizeof(whole) + 128;
    char* const text = (char*)malloc(size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    memcpy(text, whole, sizeof(whole));
    const size_t length = mutate(text, sizeof(whole) - 1, size, &state);
    // The text ends exactly at its last byte, for the sanitizer's sake
    char* const exact = (char*)malloc(length ? length : 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(exact);
    if (!exact) { // For the analyzer, which does not know CUnit
      free(text);
      return;
    }
    for (size_t j = 0; j < length; ++j) {
      exact[j] = text[j];
    }
    free(text);

    CsnCsd csd;
    CsnCsdHeader header;
    csn_diagnostic_list_clear(&list);
    const bool good = csn_csd_parse(&csd, exact, length, "f", &list);
    CU_ASSERT_EQUAL(good, csn_diagnostic_first_error(&list) == NULL);
    bool sane = is_sane(exact, length, &csd.options) &&
                is_sane(exact, length, &csd.instruments) &&
                is_sane(exact, length, &csd.score);
    for (size_t j = 0; j < csd.n_others; ++j) {
      sane = sane && is_sane(exact, length, &csd.others[j]);
    }
    CU_ASSERT_TRUE(sane);
    if (good) {
      csn_csd_header(&header, &csd, exact);
      (void)csn_csd_clean_options(&csd, exact);
      CU_ASSERT_EQUAL(csn_csd_clean_options(&csd, exact), 0);
    }
    free(exact);
  }
}

static void
bounded_list(void)
{
  static CsnDiagnosticList list;
  csn_diagnostic_list_clear(&list);
  for (int i = 1; i <= CSN_DIAGNOSTIC_MAX + 5; ++i) {
    csn_diagnostic_add(&list, CSN_SEVERITY_ERROR, "f", i, 2, "number %d\n", i);
  }
  CU_ASSERT_EQUAL(list.count, CSN_DIAGNOSTIC_MAX);
  CU_ASSERT_EQUAL(list.n_dropped, 5);
  char out[64];
  CU_ASSERT_EQUAL(csn_diagnostic_format(&list.items[0], out, sizeof(out)), 23);
  CU_ASSERT_STRING_EQUAL(out, "f:1:2: error: number 1 ");
  CU_ASSERT_EQUAL(csn_diagnostic_list_format(&list, out, sizeof(out)), 48);
  CU_ASSERT_STRING_EQUAL(out,
                         "f:1:2: error: number 1 \nf:2:2: error: number 2 \n");
}

static const CsnTest tests[] = {
  { "csd", "a .csd is split into its sections, with their lines", sections },
  { "csd", "text without tags is an orchestra", orchestra_alone },
  { "csd", "what cannot be a program is refused with its place", refusals },
  { "csd", "what Csound tolerates is tolerated", acceptances },
  { "csd", "of two orchestras the last one counts", last_orchestra },
  { "csd", "header and options are read for their values", header_values },
  { "csd", "header values come in all forms", header_forms },
  { "csd", "devices, files and displays are cleaned away", clean_options },
  { "csd", "LF, CR and CR LF each end a line", lines },
  { "csd", "no mutation of a .csd leads out of its bounds", mutations },
  { "csd", "a list of diagnostics is bounded", bounded_list },
};
CSN_TESTS(tests)
