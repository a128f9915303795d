// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Reads and carries out lines. Layer: host, control thread.

#include "shell.h"

#include "answer.h"

#include <editline/readline.h>

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTROL_D 4
#define MAX_WAITS 10000 // Milliseconds

// libedit's handler has no argument for us
static CsnShell* terminal_shell;

static void
print_error(const CsnShell* shell, unsigned line, const char* text, int length)
{
  if (shell->pending_option && !line) {
    csn_say("%s: %.*s", shell->pending_option, length, text);
  } else if (shell->is_terminal) {
    fprintf(stderr, "error: %.*s\n", length, text);
  } else {
    fprintf(stderr, "stdin:%u: %.*s\n", line, length, text);
  }
}

static void
fail(CsnShell* shell, unsigned line, const char* text)
{
  ++shell->n_failed;
  print_error(shell, line, text, (int)strlen(text));
}

static void
print_help(const CsnShell* shell)
{
  puts("set NAME VALUE   set a control of the program, or a port\n"
       "controls         list them with their values\n"
       "status           what the plugin says of itself\n"
       "quit             end (so does Ctrl-D)");
  if (shell->program->session->has_calls) {
    puts("Any other line is a method with its arguments, such as\n"
         "sched NAME DELAY DURATION ARGUMENTS...");
    puts("eventUI EVENT NAME=LOW,HIGH...  sliders for a sounding event");
  }
}

static void
print_controls(const CsnShell* shell)
{
  const CsnSession* session = shell->program->session;
  // What was set just before shall be seen
  for (int i = 0; i < MAX_WAITS && !csn_player_is_idle(shell->player); ++i) {
    poll(NULL, 0, 1);
  }
  for (uint32_t i = 0; i < session->graph->n_ports; ++i) {
    CsnPort* port = &session->graph->ports[i];
    if (port->kind != CSN_PORT_CONTROL || !port->is_input) {
      continue;
    }
    const CsnControl* control = NULL;
    for (size_t c = 0; c < session->controls.n_controls; ++c) {
      if (!strcmp(session->controls.controls[c].port, port->symbol)) {
        control = &session->controls.controls[c];
      }
    }
    const double value = (double)csn_port_get_rt(port);
    if (control) {
      printf("%-10s %-20s %g %s\n",
             port->symbol,
             control->name,
             csn_scale_from_port(&control->scale, value),
             control->unit);
    } else {
      printf("%-10s %-20s %g\n", port->symbol, port->name, value);
    }
  }
}

static void
set_control(CsnShell* shell, unsigned line, char* arguments)
{
  char* rest = arguments;
  const char* name = strsep(&rest, " \t");
  char* end = NULL;
  const double value = rest ? strtod(rest, &end) : 0.0;
  if (!rest || end == rest || end[strspn(end, " \t")] || !isfinite(value)) {
    fail(shell, line, "set NAME VALUE");
    return;
  }

  char error[4096] = "";
  uint32_t port = 0;
  const CsnScale* scale = NULL;
  if (!csn_program_find(
        shell->program->session, name, &port, &scale, error, sizeof(error))) {
    fail(shell, line, error);
  } else if (!csn_player_set(shell->player,
                             port,
                             (float)(scale ? csn_scale_to_port(scale, value)
                                           : value))) {
    fail(shell, line, "too much at once: try again");
  }
}

// Opens sliders; the prompt is back when they close
static void
open_ui(CsnShell* shell, unsigned line, const char* arguments)
{
  char error[256] = "";
  if (!shell->is_terminal) {
    fail(shell, line, "eventUI needs a terminal");
    return;
  }
  shell->ui = csn_event_ui_open(shell->program->session,
                                shell->player,
                                arguments,
                                csn_text_chars(&shell->code),
                                error,
                                sizeof(error));
  if (!shell->ui) {
    fail(shell, line, error);
    return;
  }
  shell->pending_line = line;
  rl_callback_handler_remove();
}

static void
show_prompt(const CsnShell* shell);

static void
poll_ui(CsnShell* shell, int milliseconds)
{
  const char* problem = NULL;
  if (!csn_event_ui_poll(shell->ui, milliseconds, &problem)) {
    CsnEventUi* const ui = shell->ui;
    char text[256] = "";
    snprintf(text, sizeof(text), "%s", problem ? problem : "");
    shell->ui = NULL;
    csn_event_ui_close(ui);
    if (problem) {
      fail(shell, shell->pending_line, text);
    }
    show_prompt(shell);
  }
}

static void
call(CsnShell* shell, unsigned line, const char* text)
{
  CsnSession* session = shell->program->session;
  const CsnUrids* urids = &session->world->urids->known;
  if (!session->has_calls) {
    fail(shell, line, "this plugin takes no method lines; see help");
    return;
  }
  if (!strncmp(text, "eventUI", 7) && (!text[7] || strchr(" \t", text[7]))) {
    open_ui(shell, line, text + 7);
    return;
  }
  if (!strncmp(text, "compile ", 8)) {
    csn_text_add(&shell->code, text + 8, strlen(text + 8));
    csn_text_add(&shell->code, "\n", 1);
  }

  const int32_t sequence = csn_session_next(session);
  for (int i = 0; !csn_player_send(shell->player,
                                   csn_message_set(urids,
                                                   urids->csn_call,
                                                   urids->atom_String,
                                                   text,
                                                   sequence));
       ++i) {
    if (i == MAX_WAITS) {
      fail(shell, line, "the plugin takes no more messages");
      return;
    }
    poll(NULL, 0, 1); // Many lines came at once: let the audio thread take some
  }
  shell->pending = sequence;
  shell->pending_line = line;
  shell->n_waits = 0;
}

bool
csn_shell_call(CsnShell* shell, const char* option, const char* line)
{
  if (shell->pending) {
    return false;
  }
  shell->pending_option = option;
  call(shell, 0, line);
  return true;
}

static void
carry_out(CsnShell* shell, char* text, unsigned line)
{
  char* start = text + strspn(text, " \t\r\n");
  size_t length = strlen(start);
  while (length && strchr(" \t\r\n", start[length - 1U])) {
    start[--length] = '\0';
  }
  const size_t n = strcspn(start, " \t");
  char* arguments = start + n + strspn(start + n, " \t");

  if (!*start || *start == '#') {
    return;
  }
  if (!strcmp(start, "quit") || !strcmp(start, "exit")) {
    shell->state = CSN_SHELL_QUIT;
  } else if (!strcmp(start, "help")) {
    print_help(shell);
  } else if (!strcmp(start, "controls")) {
    print_controls(shell);
  } else if (!strcmp(start, "status")) {
    puts(csn_text_chars(&shell->program->session->status));
  } else if (n == 3U && !strncmp(start, "set", 3)) {
    set_control(shell, line, arguments);
  } else {
    call(shell, line, start);
  }
}

// Takes one line; while {{ is open, it waits for more
static void
take_line(CsnShell* shell, const char* line, size_t length)
{
  ++shell->line;
  if (!shell->line_text.length) {
    shell->first_line = shell->line;
  }
  csn_text_add(&shell->line_text, line, length);
  if (csn_script_is_open(csn_text_chars(&shell->line_text))) {
    csn_text_add(&shell->line_text, "\n", 1);
    return;
  }
  if (shell->line_text.chars) {
    carry_out(shell, shell->line_text.chars, shell->first_line);
  }
  csn_text_clear(&shell->line_text);
}

// Ctrl-D, which libedit does not tell of while lines come key by key
static int
take_end(int count, int key)
{
  (void)count;
  (void)key;
  if (!rl_end) {
    terminal_shell->state = CSN_SHELL_QUIT;
  }
  return 0;
}

static void
take_terminal_line(char* line);

// libedit leaves the terminal as it was after each line; this makes it raw
// again, and shows the prompt
static void
show_prompt(const CsnShell* shell)
{
  const bool is_open = csn_script_is_open(csn_text_chars(&shell->line_text));
  rl_callback_handler_install(is_open ? "        > " : "csonance> ",
                              take_terminal_line);
}

static void
take_terminal_line(char* line)
{
  CsnShell* shell = terminal_shell;
  if (!line) {
    shell->state = CSN_SHELL_QUIT;
    return;
  }
  if (*line) {
    add_history(line);
  }
  take_line(shell, line, strlen(line));
  fflush(stdout);
  free(line);
  if (shell->state == CSN_SHELL_OPEN && !shell->ui) {
    show_prompt(shell);
  }
}

void
csn_shell_open(CsnShell* shell, CsnProgram* program, CsnPlayer* player)
{
  memset(shell, 0, sizeof(*shell));
  shell->program = program;
  shell->player = player;
  shell->is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  if (shell->is_terminal) {
    terminal_shell = shell;
    rl_initialize();
    rl_add_defun("csonance-end", take_end, CONTROL_D);
    // What Ctrl-D becomes when it was typed while a line was carried out
    rl_add_defun("csonance-end", take_end, '\0');
    show_prompt(shell);
    return;
  }

  // An input that can never have lines, such as /dev/null, ends nothing
  struct stat status;
  if (fstat(STDIN_FILENO, &status) ||
      (S_ISCHR(status.st_mode) && !isatty(STDIN_FILENO))) {
    shell->state = CSN_SHELL_ABSENT;
  }
}

// Takes the next whole line that has come, or the rest at the end
static bool
take_input(CsnShell* shell)
{
  const char* start = csn_text_chars(&shell->input) + shell->n_taken;
  const size_t length = strcspn(start, "\n");
  if (start[length]) {
    shell->n_taken += length + 1U;
  } else if (shell->is_over && length) {
    shell->n_taken += length;
  } else {
    return false;
  }
  take_line(shell, start, length);
  fflush(stdout);
  return true;
}

static void
end_input(CsnShell* shell)
{
  if (shell->line_text.length) {
    fail(shell, shell->first_line, "{{ without }}");
    csn_text_clear(&shell->line_text);
  }
  shell->state = CSN_SHELL_ENDED;
}

static void
read_input(CsnShell* shell)
{
  char block[4096];
  const ssize_t n = read(STDIN_FILENO, block, sizeof(block));
  if (n > 0) {
    // A zero byte would end the text early
    for (ssize_t i = 0; i < n; ++i) {
      if (!block[i]) {
        block[i] = ' ';
      }
    }
    CsnText rest = { NULL, 0, 0 };
    const char* left = csn_text_chars(&shell->input) + shell->n_taken;
    csn_text_add(&rest, left, strlen(left));
    csn_text_add(&rest, block, (size_t)n);
    csn_text_clear(&shell->input);
    shell->input = rest;
    shell->n_taken = 0;
  } else if (!n || errno != EINTR) {
    shell->is_over = true;
  }
}

// A line may need what the one before has made, such as an instrument: so each
// waits for the reply to the last
static void
wait_for_reply(CsnShell* shell)
{
  poll(NULL, 0, 1);
  if (++shell->n_waits >= MAX_WAITS) {
    fail(shell, shell->pending_line, "the plugin has not answered");
    shell->pending = 0;
  }
}

CsnShellState
csn_shell_poll(CsnShell* shell, int milliseconds)
{
  if (shell->ui) {
    poll_ui(shell, milliseconds);
    return shell->state;
  }
  if (shell->is_dirty && shell->state == CSN_SHELL_OPEN) {
    rl_forced_update_display();
  }
  shell->is_dirty = false;

  struct pollfd fd = { STDIN_FILENO, POLLIN, 0 };
  if (shell->pending) {
    wait_for_reply(shell);
  } else if (shell->state != CSN_SHELL_OPEN) {
    poll(NULL, 0, milliseconds);
  } else if (!shell->is_terminal && take_input(shell)) {
    return shell->state;
  } else if (shell->is_over) {
    end_input(shell);
  } else if (poll(&fd, 1, milliseconds) > 0) {
    if (!shell->is_terminal) {
      read_input(shell);
    } else if (fd.revents & POLLIN) {
      rl_callback_read_char();
    } else {
      shell->state = CSN_SHELL_QUIT; // The terminal has gone
    }
  }
  return shell->state;
}

void
csn_shell_reply(CsnShell* shell, const CsnReply* reply)
{
  if (shell->ui && csn_event_ui_reply(shell->ui, reply)) {
    return;
  }
  if (reply->sequence != shell->pending) {
    return;
  }

  const unsigned line = shell->pending_line;
  shell->pending = 0;
  if (reply->kind == CSN_REPLY_ERROR) {
    ++shell->n_failed;
    csn_shell_make_way(shell);
    print_error(shell,
                line,
                reply->text ? reply->text : "failed",
                reply->text ? (int)reply->length : 6);
  } else if (reply->has_number || reply->n_numbers || reply->text) {
    csn_shell_make_way(shell);
    if (!line) {
      printf("%s: ", shell->pending_option);
    }
    csn_answer_print(reply);
    fflush(stdout);
  }
}

void
csn_shell_make_way(CsnShell* shell)
{
  if (shell->is_terminal && shell->state == CSN_SHELL_OPEN &&
      !shell->is_dirty && !shell->ui) {
    fputs("\r\033[K", stdout);
    fflush(stdout);
    shell->is_dirty = true;
  }
}

bool
csn_shell_is_covered(const CsnShell* shell)
{
  return csn_event_ui_is_shown(shell->ui);
}

void
csn_shell_say(CsnShell* shell, const char* text, size_t length)
{
  csn_event_ui_say(shell->ui, text, length);
}

void
csn_shell_close(CsnShell* shell)
{
  csn_event_ui_close(shell->ui);
  shell->ui = NULL;
  csn_text_clear(&shell->code);
  if (shell->is_terminal) {
    rl_callback_handler_remove();
    fputs("\r\033[K", stdout);
    fflush(stdout);
    terminal_shell = NULL;
  }
  csn_text_clear(&shell->input);
  csn_text_clear(&shell->line_text);
  shell->pending = 0;
}
