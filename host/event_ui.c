// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "event_ui.h"

#include "pfields.h"
#include "slider_screen.h"
#include "text.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WAITS 500 // Polls for the first values

struct CsnEventUi {
  CsnSession* session; ///< Borrowed
  CsnPlayer* player;   ///< Borrowed
  CsnSliders sliders;
  bool is_shown;
  unsigned n_waits;
  char note[256];
  char problem[256]; ///< Why it has to end
};

// Sends a method line; 0: there is no room now
static int32_t
send(CsnEventUi* ui, const char* line)
{
  const CsnUrids* const urids = &ui->session->world->urids->known;
  const int32_t sequence = csn_session_next(ui->session);
  return csn_player_send(ui->player,
                         csn_message_set(urids,
                                         urids->csn_call,
                                         urids->atom_String,
                                         line,
                                         sequence))
           ? sequence
           : 0;
}

// Writes how a p-field is called in a method line
static void
write_key(const CsnSlider* slider, char* text, size_t size)
{
  if (slider->index) {
    snprintf(text, size, "%u", slider->index);
  } else {
    snprintf(text, size, "%s", slider->name);
  }
}

static bool
ask(CsnEventUi* ui, CsnSlider* slider)
{
  char key[CSN_SLIDER_NAME];
  char line[128];
  write_key(slider, key, sizeof(key));
  snprintf(line, sizeof(line), "getp %s %s", ui->sliders.event, key);
  slider->sequence = send(ui, line);
  return slider->sequence != 0;
}

static bool
tell(CsnEventUi* ui, CsnSlider* slider)
{
  char key[CSN_SLIDER_NAME];
  char line[128];
  write_key(slider, key, sizeof(key));
  snprintf(line,
           sizeof(line),
           slider->index ? "setp %s %s %.17g" : "setp %s %s=%.17g",
           ui->sliders.event,
           key,
           slider->value);
  slider->sequence = send(ui, line);
  slider->is_changed = slider->is_changed && !slider->sequence;
  return slider->sequence != 0;
}

// The text of the program, as far as the host has seen it
static CsnText
program_text(const CsnSession* session, const char* code)
{
  CsnText text = { NULL, 0, 0 };
  FILE* const file = session->program ? fopen(session->program, "rb") : NULL;
  char block[4096];
  size_t n = 0;
  while (file && (n = fread(block, 1, sizeof(block), file))) {
    csn_text_add(&text, block, n);
  }
  if (file) {
    fclose(file);
  }
  csn_text_add(&text, "\n", 1);
  csn_text_add(&text, code, strlen(code));
  return text;
}

CsnEventUi*
csn_event_ui_open(CsnSession* session,
                  CsnPlayer* player,
                  const char* text,
                  const char* code,
                  char* error,
                  size_t error_size)
{
  CsnEventUi* const ui = (CsnEventUi*)calloc(1, sizeof(CsnEventUi));
  if (!ui) {
    snprintf(error, error_size, "out of memory");
    return NULL;
  }
  ui->session = session;
  ui->player = player;
  CsnText program = program_text(session, code);
  bool is_good = csn_sliders_parse(&ui->sliders, text, error, error_size);
  for (size_t i = 0; is_good && i < ui->sliders.n; ++i) {
    CsnSlider* const slider = &ui->sliders.sliders[i];
    if (!slider->index && !csn_pfield_find(csn_text_chars(&program),
                                           slider->name,
                                           &slider->index)) {
      snprintf(error,
               error_size,
               "%s is not the same p-field everywhere: say p4, p5, …",
               slider->name);
      is_good = false;
    }
  }
  csn_text_clear(&program);
  if (!is_good) {
    free(ui);
    return NULL;
  }
  return ui;
}

// Until all values are known
static bool
wait_for_values(CsnEventUi* ui)
{
  size_t n = 0;
  for (size_t i = 0; i < ui->sliders.n; ++i) {
    CsnSlider* const slider = &ui->sliders.sliders[i];
    if (!slider->has_value && !slider->sequence) {
      (void)ask(ui, slider); // Else the next time
    }
    n += slider->has_value;
  }
  if (n < ui->sliders.n) {
    poll(NULL, 0, 1);
    if (++ui->n_waits >= 10U * MAX_WAITS) {
      snprintf(ui->problem, sizeof(ui->problem), "the plugin has not answered");
    }
    return false;
  }
  return true;
}

bool
csn_event_ui_poll(CsnEventUi* ui, int milliseconds, const char** problem)
{
  if (!ui->is_shown && !ui->problem[0] && wait_for_values(ui)) {
    ui->is_shown = csn_slider_screen_open();
    if (!ui->is_shown) {
      snprintf(ui->problem,
               sizeof(ui->problem),
               "sliders need a larger terminal");
    }
  }
  *problem = ui->problem[0] ? ui->problem : NULL;
  if (ui->problem[0]) {
    return false;
  }
  if (!ui->is_shown) {
    return true;
  }

  csn_slider_screen_draw(&ui->sliders, ui->note);
  const CsnScreenWish wish = csn_slider_screen_poll(&ui->sliders, milliseconds);
  for (size_t i = 0; i < ui->sliders.n; ++i) {
    CsnSlider* const slider = &ui->sliders.sliders[i];
    // One at a time is under way; the next tells the newest value
    if (slider->is_changed && (!slider->sequence || wish)) {
      (void)tell(ui, slider);
    }
  }
  if (wish == CSN_SCREEN_STOP) {
    char line[64];
    snprintf(line, sizeof(line), "unsched %s", ui->sliders.event);
    if (!send(ui, line)) {
      return true; // There is no room now: the user tries again
    }
  }
  return wish == CSN_SCREEN_NOTHING;
}

bool
csn_event_ui_reply(CsnEventUi* ui, const CsnReply* reply)
{
  for (size_t i = 0; i < ui->sliders.n; ++i) {
    CsnSlider* const slider = &ui->sliders.sliders[i];
    if (!reply->sequence || slider->sequence != reply->sequence) {
      continue;
    }
    slider->sequence = 0;
    if (reply->kind == CSN_REPLY_ERROR) {
      snprintf(ui->problem,
               sizeof(ui->problem),
               "%s: %.*s",
               slider->name,
               (int)(reply->text ? reply->length : 0U),
               reply->text ? reply->text : "");
    } else if (reply->has_number && !slider->has_value) {
      csn_slider_take(slider, isfinite(reply->number) ? reply->number : 0.0);
    }
    return true;
  }
  return false;
}

bool
csn_event_ui_is_shown(const CsnEventUi* ui)
{
  return ui && ui->is_shown;
}

void
csn_event_ui_say(CsnEventUi* ui, const char* text, size_t length)
{
  const size_t line = strcspn(text, "\n");
  snprintf(ui->note,
           sizeof(ui->note),
           "%.*s",
           (int)(line < length ? line : length),
           text);
}

void
csn_event_ui_close(CsnEventUi* ui)
{
  if (ui && ui->is_shown) {
    csn_slider_screen_close();
  }
  free(ui);
}
