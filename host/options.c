// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Reads the command line by the table of options. Layer: host, pure.

#include "options.h"

#include "engine_options.h"
#include "option_table.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BLOCK 1048576U
#define MAX_KSMPS 8192U

typedef struct {
  CsnOptions* options;
  char* error;
  size_t error_size;
} Parser;

__attribute__((format(printf, 2, 3))) static CsnParse
wrong(const Parser* parser, const char* format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(parser->error, parser->error_size, format, arguments);
  va_end(arguments);
  return CSN_PARSE_WRONG;
}

// A finite number within limits that fills the whole text
static bool
read_number(const char* text, double low, double high, double* number)
{
  char* end = NULL;
  const double value = strtod(text, &end);
  if (end == text || *end || !(value >= low && value <= high)) {
    return false;
  }
  *number = value;
  return true;
}

// Decimal digits and nothing else before `end`
static bool
read_count(const char** text, uint64_t low, uint64_t high, uint64_t* count)
{
  if (!isdigit((unsigned char)**text)) {
    return false;
  }
  char* end = NULL;
  const unsigned long long value = strtoull(*text, &end, 10);
  if (value < low || value > high) {
    return false;
  }
  *text = end;
  *count = value;
  return true;
}

// N, or LOW-HIGH:SEED
static bool
read_block(const char* text, CsnOptions* options)
{
  uint64_t low = 0;
  if (!read_count(&text, 1, MAX_BLOCK, &low)) {
    return false;
  }
  uint64_t high = low;
  uint64_t seed = 0;
  if (*text == '-') {
    ++text;
    if (!read_count(&text, low, MAX_BLOCK, &high) || *text++ != ':' ||
        !read_count(&text, 0, UINT64_MAX, &seed)) {
      return false;
    }
  }
  if (*text) {
    return false;
  }
  options->block_low = (uint32_t)low;
  options->block_high = (uint32_t)high;
  options->block_seed = seed;
  return true;
}

static bool
is_ksmps(const char* text)
{
  uint64_t count = 0;
  return !strcmp(text, "exact") || !strcmp(text, "fit") ||
         (read_count(&text, 1, MAX_KSMPS, &count) && !*text);
}

static bool
add_setting(CsnSetting** list, size_t* n, const char* text)
{
  const char* equals = strchr(text, '=');
  if (!equals || equals == text) {
    return false;
  }
  CsnSetting* grown =
    (CsnSetting*)realloc(*list, (*n + 1U) * sizeof(CsnSetting));
  if (!grown) {
    return false;
  }
  *list = grown;
  grown[*n].name = strdup(text);
  if (!grown[*n].name) {
    return false;
  }
  grown[*n].name[equals - text] = '\0';
  grown[*n].value = grown[*n].name + (equals - text) + 1;
  ++*n;
  return true;
}

static CsnParse
take_number(const Parser* parser, CsnOptionId id, const char* value)
{
  CsnOptions* options = parser->options;
  if (id == CSN_OPTION_SECONDS) {
    return read_number(value, 0.0, 86400.0, &options->seconds)
             ? CSN_PARSE_RUN
             : wrong(parser, "--seconds: %s is no length of 0 to 86400", value);
  }
  if (id == CSN_OPTION_RATE) {
    options->has_rate = true;
    if (!read_number(value, 1.0, 768000.0, &options->rate) ||
        fabs(options->rate - round(options->rate)) > 0.0) {
      return wrong(parser,
                   "--rate: %s is no whole rate of 1 to 768000 Hz",
                   value);
    }
    return CSN_PARSE_RUN;
  }
  if (id == CSN_OPTION_UDP || id == CSN_OPTION_OSC) {
    double port = 0;
    if (!read_number(value, 0.0, 65535.0, &port) ||
        fabs(port - round(port)) > 0.0) {
      return wrong(parser,
                   id == CSN_OPTION_UDP ? "--udp: %s is no port of 0 to 65535"
                                        : "--osc: %s is no port of 0 to 65535",
                   value);
    }
    *(id == CSN_OPTION_UDP ? &options->udp : &options->osc) = (int)port;
    return CSN_PARSE_RUN;
  }
  if (id == CSN_OPTION_BLOCK) {
    return read_block(value, options)
             ? CSN_PARSE_RUN
             : wrong(parser, "--block: %s is not N or LO-HI:SEED", value);
  }
  return CSN_PARSE_RUN;
}

static CsnParse
take_choice(const Parser* parser, CsnOptionId id, const char* value)
{
  CsnOptions* options = parser->options;
  if (id == CSN_OPTION_AS) {
    options->as = value;
    if (strcmp(value, "instrument") != 0 && strcmp(value, "effect") != 0 &&
        strcmp(value, "multi") != 0) {
      return wrong(parser,
                   "--as: %s is not instrument, effect or multi",
                   value);
    }
  } else if (id == CSN_OPTION_KSMPS) {
    options->ksmps = value;
    if (!is_ksmps(value)) {
      return wrong(parser, "--ksmps: %s is not exact, fit or 1 to 8192", value);
    }
  } else if (id == CSN_OPTION_BACKEND) {
    options->backend = value;
    if (strcmp(value, "jack") != 0 && strcmp(value, "null") != 0) {
      return wrong(parser, "--backend: %s is not jack or null", value);
    }
  } else if (id == CSN_OPTION_ENGINE) {
    if (!add_setting(&options->engine, &options->n_engine, value)) {
      return wrong(parser, "--engine: %s is not NAME=VALUE", value);
    }
    return csn_engine_option_check(&options->engine[options->n_engine - 1U],
                                   parser->error,
                                   parser->error_size)
             ? CSN_PARSE_RUN
             : CSN_PARSE_WRONG;
  } else if (id == CSN_OPTION_SET) {
    if (!add_setting(&options->sets, &options->n_sets, value)) {
      return wrong(parser, "--set: %s is not NAME=VALUE", value);
    }
  } else if (id == CSN_OPTION_AUTOMATE) {
    if (!add_setting(&options->automations, &options->n_automations, value)) {
      return wrong(parser, "--automate: %s is not NAME=T:V,T:V,...", value);
    }
  }
  return CSN_PARSE_RUN;
}

// Where the text of an option goes, or null if it is not a plain text
static const char**
text_of(CsnOptions* options, CsnOptionId id)
{
  switch (id) {
    case CSN_OPTION_OUTPUT:
      return &options->output;
    case CSN_OPTION_INPUT:
      return &options->input;
    case CSN_OPTION_MIDI:
      return &options->midi;
    case CSN_OPTION_SCRIPT:
      return &options->script;
    case CSN_OPTION_PRESET:
      return &options->preset;
    case CSN_OPTION_STATE:
      return &options->state;
    case CSN_OPTION_SAVE_STATE:
      return &options->save_state;
    case CSN_OPTION_PICTURE:
      return &options->picture;
    case CSN_OPTION_NAME:
      return &options->client;
    case CSN_OPTION_AS:
    case CSN_OPTION_SECONDS:
    case CSN_OPTION_RATE:
    case CSN_OPTION_BLOCK:
    case CSN_OPTION_KSMPS:
    case CSN_OPTION_ENGINE:
    case CSN_OPTION_SET:
    case CSN_OPTION_AUTOMATE:
    case CSN_OPTION_BACKEND:
    case CSN_OPTION_CONNECT:
    case CSN_OPTION_UDP:
    case CSN_OPTION_OSC:
    case CSN_OPTION_VERBOSE:
    case CSN_OPTION_QUIET:
    case CSN_OPTION_HELP:
    case CSN_OPTION_VERSION:
      break;
  }
  return NULL;
}

static CsnParse
take(const Parser* parser, const CsnOptionSpec* spec, const char* value)
{
  CsnOptions* options = parser->options;
  const char** text = text_of(options, spec->id);
  if (text && value) {
    *text = value;
    return *value ? CSN_PARSE_RUN
                  : wrong(parser, "%s: its value is empty", spec->name);
  }
  if (!spec->placeholder) {
    options->connects = options->connects || spec->id == CSN_OPTION_CONNECT;
    options->is_verbose = options->is_verbose || spec->id == CSN_OPTION_VERBOSE;
    options->is_quiet = options->is_quiet || spec->id == CSN_OPTION_QUIET;
    return spec->id == CSN_OPTION_HELP      ? CSN_PARSE_HELP
           : spec->id == CSN_OPTION_VERSION ? CSN_PARSE_VERSION
                                            : CSN_PARSE_RUN;
  }
  const CsnParse parse = take_number(parser, spec->id, value);
  return parse == CSN_PARSE_RUN ? take_choice(parser, spec->id, value) : parse;
}

// Takes argv[*index], and its value if that is a word of its own
static CsnParse
parse_option(const Parser* parser, int argc, char** argv, int* index)
{
  const char* word = argv[*index];
  const char* equals = strncmp(word, "--", 2) ? NULL : strchr(word, '=');
  const size_t length = equals ? (size_t)(equals - word) : strlen(word);
  const CsnOptionSpec* spec = csn_option_find(word, length);
  if (!spec) {
    return wrong(parser, "unknown option %s", word);
  }
  if (parser->options->has_command &&
      !(spec->commands & (1U << parser->options->command))) {
    return wrong(parser, "option %s is not for this command", spec->name);
  }
  if (!spec->placeholder) {
    return equals ? wrong(parser, "option %s takes no value", spec->name)
                  : take(parser, spec, NULL);
  }
  if (!equals && *index + 1 >= argc) {
    return wrong(parser, "option %s needs a value", spec->name);
  }
  return take(parser, spec, equals ? equals + 1 : argv[++*index]);
}

static CsnParse
parse_word(const Parser* parser, const char* word)
{
  CsnOptions* options = parser->options;
  if (!options->has_command) {
    for (unsigned i = 0; i < CSN_N_COMMANDS; ++i) {
      if (!strcmp(word, csn_command_name((CsnCommand)i))) {
        options->command = (CsnCommand)i;
        options->has_command = true;
        return CSN_PARSE_RUN;
      }
    }
    if (!strcmp(word, "help")) {
      return CSN_PARSE_HELP;
    }
    return wrong(parser, "unknown command %s", word);
  }
  if (options->program || options->command == CSN_COMMAND_LIST) {
    return wrong(parser, "%s is one word too many", word);
  }
  options->program = word;
  return CSN_PARSE_RUN;
}

static CsnParse
check_whole(const Parser* parser)
{
  const CsnOptions* options = parser->options;
  if (!options->has_command) {
    return wrong(parser, "%s", "say what to do: csonance --help");
  }
  if (!options->program && options->command != CSN_COMMAND_LIST) {
    return wrong(parser,
                 "%s needs a %s: csonance %s --help",
                 csn_command_name(options->command),
                 options->command == CSN_COMMAND_INFO ? "URI" : "PROGRAM",
                 csn_command_name(options->command));
  }
  if (options->ksmps && !strcmp(options->ksmps, "fit") &&
      options->block_low != options->block_high) {
    return wrong(parser, "%s", "--ksmps fit needs one block length: --block N");
  }
  return CSN_PARSE_RUN;
}

CsnParse
csn_options_parse(CsnOptions* options,
                  int argc,
                  char** argv,
                  char* error,
                  size_t error_size)
{
  memset(options, 0, sizeof(*options));
  options->seconds = -1.0;
  options->rate = 48000.0;
  options->block_low = 256;
  options->block_high = 256;
  options->backend = "jack";
  options->udp = -1;
  options->osc = -1;

  Parser parser;
  parser.options = options;
  parser.error = error;
  parser.error_size = error_size;
  bool is_words = false;
  for (int i = 1; i < argc; ++i) {
    CsnParse parse = CSN_PARSE_RUN;
    if (!is_words && !strcmp(argv[i], "--")) {
      is_words = true;
    } else if (!is_words && argv[i][0] == '-' && argv[i][1]) {
      parse = parse_option(&parser, argc, argv, &i);
    } else {
      parse = parse_word(&parser, argv[i]);
    }
    if (parse != CSN_PARSE_RUN) {
      return parse;
    }
  }
  return check_whole(&parser);
}

static void
clear_settings(CsnSetting* list, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    free(list[i].name);
  }
  free(list);
}

void
csn_options_clear(CsnOptions* options)
{
  clear_settings(options->sets, options->n_sets);
  clear_settings(options->automations, options->n_automations);
  clear_settings(options->engine, options->n_engine);
  memset(options, 0, sizeof(*options));
}
