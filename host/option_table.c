// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The table of all options, and the help made of it. Layer: host, pure.

#include "option_table.h"

#include "options.h"

#include <string.h>

#define RENDER (1U << CSN_COMMAND_RENDER)
#define PLAY (1U << CSN_COMMAND_PLAY)
#define CHECK (1U << CSN_COMMAND_CHECK)
#define RUN (RENDER | PLAY)
#define ALL ((1U << CSN_N_COMMANDS) - 1U)

static const CsnOptionSpec table[] = {
  { CSN_OPTION_AS,
    RUN | CHECK,
    NULL,
    "--as",
    "KIND",
    "plugin that runs a .csd or .orc: instrument, effect or\n"
    "multi (default instrument; effect with --input; multi\n"
    "for a program of more than 2 channels)" },
  { CSN_OPTION_OUTPUT,
    RENDER,
    "-o",
    "--output",
    "FILE.wav",
    "32-bit float sound file (default PROGRAM's name)" },
  { CSN_OPTION_INPUT,
    RENDER,
    "-i",
    "--input",
    "FILE",
    "sound file for the plugin's audio inputs" },
  { CSN_OPTION_MIDI,
    RUN,
    "-m",
    "--midi",
    "FILE.mid",
    "standard MIDI file for the plugin's MIDI input" },
  { CSN_OPTION_SECONDS,
    RUN,
    "-s",
    "--seconds",
    "S",
    "length (default: until the score has ended, or the\n"
    "MIDI or input file and the sound after it)" },
  { CSN_OPTION_RATE,
    RUN | CHECK,
    "-r",
    "--rate",
    "HZ",
    "sample rate (default 48000; on JACK, JACK's)" },
  { CSN_OPTION_BLOCK,
    RUN,
    "-b",
    "--block",
    "N",
    "frames in a block (default 256; on JACK, JACK's), or\n"
    "LO-HI:SEED for a random length each" },
  { CSN_OPTION_KSMPS,
    RUN,
    "-k",
    "--ksmps",
    "K",
    "exact: as the program says (default in render);\n"
    "fit: aligned to the block (default in play); a number" },
  { CSN_OPTION_ENGINE,
    RUN | CHECK,
    "-e",
    "--engine",
    "NAME=VALUE",
    "option of the engine: a4, globalcode, includes, latency,\n"
    "numAudioBuses, ... (repeatable)" },
  { CSN_OPTION_SET,
    RUN,
    NULL,
    "--set",
    "NAME=VALUE",
    "set a port by its symbol, or a control of the program\n"
    "by its name and in its unit (repeatable)" },
  { CSN_OPTION_AUTOMATE,
    RUN,
    NULL,
    "--automate",
    "NAME=T:V,T:V",
    "the same over time: seconds and values, linear between\n"
    "the points, sampled every 64 frames and at each point\n"
    "whatever the block length is (repeatable)" },
  { CSN_OPTION_SCRIPT,
    RUN,
    NULL,
    "--script",
    "FILE",
    "method lines with their times:\n"
    "0.5 sched synth 0 2 67 0.1" },
  { CSN_OPTION_PRESET,
    RUN,
    "-p",
    "--preset",
    "NAME",
    "preset of the plugin, by label or URI" },
  { CSN_OPTION_STATE,
    RUN,
    NULL,
    "--state",
    "DIR",
    "restore what --save-state has saved" },
  { CSN_OPTION_SAVE_STATE,
    RUN,
    NULL,
    "--save-state",
    "DIR",
    "save the plugin's state at the end as DIR/state.ttl" },
  { CSN_OPTION_PICTURE,
    RENDER,
    NULL,
    "--picture",
    "FILE.png",
    "draw waveform and spectrogram" },
  { CSN_OPTION_BACKEND,
    PLAY,
    NULL,
    "--backend",
    "NAME",
    "jack (default), or null: in real time without a device" },
  { CSN_OPTION_NAME,
    PLAY,
    "-n",
    "--name",
    "CLIENT",
    "name on JACK (default: the plugin's)" },
  { CSN_OPTION_CONNECT,
    PLAY,
    "-c",
    "--connect",
    NULL,
    "connect to the hardware's audio and MIDI ports" },
  { CSN_OPTION_UDP,
    PLAY,
    NULL,
    "--udp",
    "PORT",
    "take calls from this computer by Csound's UDP protocol;\n"
    "0: at any free port, which is printed" },
  { CSN_OPTION_OSC, PLAY, NULL, "--osc", "PORT", "the same by OSC" },
  { CSN_OPTION_VERBOSE,
    RUN | CHECK,
    "-v",
    "--verbose",
    NULL,
    "print what the program and the plugin print" },
  { CSN_OPTION_QUIET,
    RUN | CHECK,
    "-q",
    "--quiet",
    NULL,
    "print nothing but errors" },
  { CSN_OPTION_HELP, ALL, "-h", "--help", NULL, "print this and exit" },
  { CSN_OPTION_VERSION,
    ALL,
    "-V",
    "--version",
    NULL,
    "print the version and exit" },
};

#define N_OPTIONS (sizeof(table) / sizeof(table[0]))

static const struct {
  const char* name;
  const char* arguments;
  const char* help;
} commands[CSN_N_COMMANDS] = {
  { "render",
    "PROGRAM [options]",
    "Renders to a sound file, faster than real time." },
  { "play",
    "PROGRAM [options]",
    "Plays on JACK, with a prompt for method lines." },
  { "check",
    "PROGRAM [options]",
    "Compiles only; prints FILE:LINE:COLUMN: error: TEXT." },
  { "list", "", "Lists the installed plugins: URI, name, class." },
  { "info", "URI", "Shows a plugin's ports, presets and properties." },
};

const CsnOptionSpec*
csn_option_find(const char* word, size_t length)
{
  for (size_t i = 0; i < N_OPTIONS; ++i) {
    const char* const names[] = { table[i].name, table[i].short_name };
    for (size_t n = 0; n < 2U; ++n) {
      if (names[n] && strlen(names[n]) == length &&
          !strncmp(names[n], word, length)) {
        return &table[i];
      }
    }
  }
  return NULL;
}

const char*
csn_command_name(CsnCommand command)
{
  return commands[command].name;
}

static void
print_option(FILE* stream, const CsnOptionSpec* spec)
{
  char left[64];
  snprintf(left,
           sizeof(left),
           "%s%s%s%s%s",
           spec->short_name ? spec->short_name : "",
           spec->short_name ? ", " : "    ",
           spec->name,
           spec->placeholder ? " " : "",
           spec->placeholder ? spec->placeholder : "");

  const char* line = spec->help;
  for (const char* margin = left; *line; margin = "") {
    const size_t length = strcspn(line, "\n");
    fprintf(stream, "  %-28s %.*s\n", margin, (int)length, line);
    line += length + (line[length] != '\0');
  }
}

static void
print_command(FILE* stream, CsnCommand command)
{
  fprintf(stream,
          "usage: csonance %s%s%s\n\n%s\n",
          commands[command].name,
          *commands[command].arguments ? " " : "",
          commands[command].arguments,
          commands[command].help);
  if (command == CSN_COMMAND_RENDER || command == CSN_COMMAND_PLAY ||
      command == CSN_COMMAND_CHECK) {
    fputs("PROGRAM is a .csd, a .orc or the URI of any installed LV2 plugin.\n",
          stream);
  }
  fputs("\n", stream);
  for (size_t i = 0; i < N_OPTIONS; ++i) {
    if (table[i].commands & (1U << command)) {
      print_option(stream, &table[i]);
    }
  }
}

void
csn_options_help(FILE* stream, const CsnOptions* options)
{
  if (options->has_command) {
    print_command(stream, options->command);
    return;
  }

  fputs("usage: csonance COMMAND ...\n\n"
        "Runs Csound programs, and any LV2 plugin, live or offline.\n\n",
        stream);
  for (unsigned i = 0; i < CSN_N_COMMANDS; ++i) {
    char left[64];
    snprintf(
      left, sizeof(left), "%s %s", commands[i].name, commands[i].arguments);
    fprintf(stream, "  %-26s %s\n", left, commands[i].help);
  }
  fputs("\ncsonance COMMAND --help prints a command's options.\n"
        "Exit status: 0 done, 1 the program or a call failed, 2 wrong usage.\n",
        stream);
}
