// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "slider_screen.h"

#include <curses.h>

#include <stdio.h>
#include <string.h>

#define ESCAPE 27
#define CONTROL_D 4
#define TOP 3         // Row of the first slider
#define FOOT 4        // Rows below the last: a gap, the button, keys, a note
#define LEAST_WIDTH 8 // Of a bar
#define LEAST_ROWS (TOP + 1 + FOOT)

enum { COLOUR_BAR = 1, COLOUR_FOCUS, COLOUR_STOP, COLOUR_NOTE };

// What one terminal is at; there is one screen, as curses has it
static struct {
  SCREEN* screen;
  size_t first; // Slider in the first row
  bool is_held; // A slider is being dragged
  size_t dragged;
} now;

// Where things are, in columns and rows
typedef struct {
  int name_width;
  int bar_x;
  int bar_width;
  int pitch; // Rows from slider to slider
  size_t n_shown;
  int stop_y;
} Layout;

static Layout
lay_out(const CsnSliders* sliders)
{
  Layout layout = { .name_width = 4 };
  for (size_t i = 0; i < sliders->n; ++i) {
    const int length = (int)strlen(sliders->sliders[i].name);
    layout.name_width = length > layout.name_width ? length : layout.name_width;
  }
  const int room = LINES - TOP - FOOT;
  layout.pitch = room >= 2 * (int)sliders->n ? 2 : 1;
  layout.n_shown = room > 0 ? (size_t)(room / layout.pitch) : 0U;
  if (layout.n_shown > sliders->n) {
    layout.n_shown = sliders->n;
  }
  // " > name  low [bar] high   value "
  layout.bar_x = 3 + layout.name_width + 2 + 10 + 1;
  layout.bar_width = COLS - layout.bar_x - 1 - 10 - 2 - 12;
  layout.stop_y =
    TOP + layout.pitch * (int)layout.n_shown + (layout.pitch == 1);
  return layout;
}

bool
csn_slider_screen_open(void)
{
  memset(&now, 0, sizeof(now));
  now.screen = newterm(NULL, stdout, stdin); // initscr() would end the process
  if (!now.screen) {
    return false;
  }
  set_term(now.screen);
  if (LINES < LEAST_ROWS || COLS < 60) {
    csn_slider_screen_close();
    return false;
  }
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(50);
  // What arrows are where a terminal does not do as it was told
  define_key("\033[A", KEY_UP);
  define_key("\033[B", KEY_DOWN);
  define_key("\033[C", KEY_RIGHT);
  define_key("\033[D", KEY_LEFT);
  curs_set(0);
  if (has_colors()) {
    start_color();
    use_default_colors();
    init_pair(COLOUR_BAR, COLOR_CYAN, -1);
    init_pair(COLOUR_FOCUS, COLOR_YELLOW, -1);
    init_pair(COLOUR_STOP, COLOR_RED, -1);
    init_pair(COLOUR_NOTE, COLOR_GREEN, -1);
  }
  mousemask(ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION, NULL);
  mouseinterval(0);
  fputs("\033[?1002h", stdout); // Dragging is told as well
  fflush(stdout);
  return true;
}

void
csn_slider_screen_close(void)
{
  if (now.screen) {
    fputs("\033[?1002l", stdout);
    fflush(stdout);
    endwin();
    delscreen(now.screen);
    now.screen = NULL;
  }
}

static void
draw_bar(const CsnSlider* slider, int y, const Layout* layout, bool has_focus)
{
  const int width = layout->bar_width;
  const int knob = (int)(csn_slider_place(slider) * (width - 1) + 0.5);
  attron(COLOR_PAIR(has_focus ? COLOUR_FOCUS : COLOUR_BAR));
  mvhline(y, layout->bar_x, ACS_HLINE, width);
  attron(A_REVERSE);
  mvhline(y, layout->bar_x, ' ', knob + 1);
  attroff(A_REVERSE);
  attroff(COLOR_PAIR(has_focus ? COLOUR_FOCUS : COLOUR_BAR));
}

static void
draw_slider(const CsnSliders* sliders, size_t i, int y, const Layout* layout)
{
  const CsnSlider* const slider = &sliders->sliders[i];
  const bool has_focus = sliders->focus == i;
  char text[48];
  attrset(has_focus ? A_BOLD : A_NORMAL);
  mvprintw(
    y, 1, "%c %-*s", has_focus ? '>' : ' ', layout->name_width, slider->name);
  attrset(A_DIM);
  csn_slider_text(slider, slider->low, text, sizeof(text));
  mvprintw(y, layout->bar_x - 11, "%10s", text);
  csn_slider_text(slider, slider->high, text, sizeof(text));
  mvprintw(y, layout->bar_x + layout->bar_width + 1, "%-10s", text);
  attrset(A_NORMAL);
  draw_bar(slider, y, layout, has_focus);
  attrset(has_focus ? A_BOLD : A_NORMAL);
  if (has_focus && sliders->entry[0]) {
    snprintf(text, sizeof(text), "%s_", sliders->entry);
  } else {
    csn_slider_text(slider, slider->value, text, sizeof(text));
  }
  mvprintw(y, layout->bar_x + layout->bar_width + 12, "%12s", text);
  attrset(A_NORMAL);
}

void
csn_slider_screen_draw(const CsnSliders* sliders, const char* note)
{
  const Layout layout = lay_out(sliders);
  erase();
  if (LINES < LEAST_ROWS || layout.bar_width < LEAST_WIDTH) {
    mvaddnstr(0, 0, "the terminal is too small", COLS);
    refresh();
    return;
  }
  if (sliders->focus < sliders->n && layout.n_shown) {
    const size_t last = now.first + layout.n_shown - 1U;
    now.first = sliders->focus < now.first ? sliders->focus
                : sliders->focus > last ? sliders->focus - layout.n_shown + 1U
                                        : now.first;
  }
  if (now.first + layout.n_shown > sliders->n) {
    now.first = sliders->n - layout.n_shown;
  }
  attrset(A_BOLD);
  mvprintw(1, 1, "eventUI %s", sliders->event);
  attrset(A_NORMAL);
  for (size_t i = 0; i < layout.n_shown; ++i) {
    draw_slider(sliders, now.first + i, TOP + (int)i * layout.pitch, &layout);
  }
  attrset(A_BOLD | COLOR_PAIR(COLOUR_STOP) |
          (sliders->focus == sliders->n ? A_REVERSE : 0));
  mvaddstr(layout.stop_y, 3, "[ Stop ]");
  attrset(A_DIM);
  mvaddnstr(LINES - 2,
            1,
            "arrows: choose, move   PgUp PgDn Home End   0-9 Enter: a number   "
            "s: stop   q: leave",
            COLS - 2);
  attrset(COLOR_PAIR(COLOUR_NOTE));
  mvaddnstr(LINES - 1, 1, note, COLS - 2);
  attrset(A_NORMAL);
  refresh();
}

// Sets a slider to where the mouse is
static void
drag(CsnSlider* slider, int x, const Layout* layout)
{
  const double place = (x - layout->bar_x) / (double)(layout->bar_width - 1);
  csn_slider_set(slider,
                 slider->low + place * (slider->high - slider->low),
                 false);
}

static CsnScreenWish
take_mouse(CsnSliders* sliders)
{
  MEVENT event;
  const Layout layout = lay_out(sliders);
  if (getmouse(&event) != OK) {
    return CSN_SCREEN_NOTHING;
  }
  const int row = (event.y - TOP) / layout.pitch;
  const bool is_on = event.y >= TOP && (event.y - TOP) % layout.pitch == 0 &&
                     (size_t)row < layout.n_shown;
  const size_t i = now.first + (is_on ? (size_t)row : 0U);
  if (event.bstate & BUTTON1_RELEASED) {
    now.is_held = false;
  } else if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) {
    if (event.y == layout.stop_y && event.x >= 3 && event.x < 11) {
      return CSN_SCREEN_STOP;
    }
    if (is_on) {
      sliders->focus = i;
      sliders->entry[0] = '\0';
      if (event.x >= layout.bar_x &&
          event.x < layout.bar_x + layout.bar_width) {
        now.is_held = !(event.bstate & BUTTON1_CLICKED);
        now.dragged = i;
        drag(&sliders->sliders[i], event.x, &layout);
      }
    }
  } else if (is_on && (event.bstate & BUTTON4_PRESSED)) {
    csn_slider_move(&sliders->sliders[i], 1);
  } else if (is_on && (event.bstate & BUTTON5_PRESSED)) {
    csn_slider_move(&sliders->sliders[i], -1);
  } else if (now.is_held && (event.bstate & REPORT_MOUSE_POSITION)) {
    drag(&sliders->sliders[now.dragged], event.x, &layout);
  }
  return CSN_SCREEN_NOTHING;
}

// What a key does to the slider that has the focus
static void
move_slider(CsnSlider* slider, int key)
{
  switch (key) {
    case KEY_LEFT:
      csn_slider_move(slider, -1);
      return;
    case KEY_RIGHT:
      csn_slider_move(slider, 1);
      return;
    case KEY_SLEFT:
      csn_slider_move(slider, -10);
      return;
    case KEY_SRIGHT:
      csn_slider_move(slider, 10);
      return;
    case KEY_NPAGE:
      csn_slider_page(slider, -1);
      return;
    case KEY_PPAGE:
      csn_slider_page(slider, 1);
      return;
    case KEY_HOME:
      csn_slider_set(slider, slider->low, true);
      return;
    case KEY_END:
      csn_slider_set(slider, slider->high, true);
      return;
    default:
      return;
  }
}

static CsnScreenWish
take_entry(CsnSliders* sliders)
{
  if (sliders->focus == sliders->n) {
    return CSN_SCREEN_STOP;
  }
  if (sliders->entry[0] && !csn_sliders_enter(sliders)) {
    beep();
  }
  return CSN_SCREEN_NOTHING;
}

static CsnScreenWish
take_key(CsnSliders* sliders, int key)
{
  CsnSlider* const slider = csn_sliders_focused(sliders);
  const size_t length = strlen(sliders->entry);
  switch (key) {
    case KEY_RESIZE:
      clearok(stdscr, TRUE);
      break;
    case KEY_MOUSE:
      return take_mouse(sliders);
    case KEY_UP:
    case KEY_BTAB:
      csn_sliders_turn(sliders, -1);
      break;
    case KEY_DOWN:
    case '\t':
      csn_sliders_turn(sliders, 1);
      break;
    case '\r':
    case '\n':
    case KEY_ENTER:
      return take_entry(sliders);
    case KEY_BACKSPACE:
    case '\b':
    case 127:
      sliders->entry[length ? length - 1U : 0U] = '\0';
      break;
    case 's':
      return CSN_SCREEN_STOP;
    case 'q':
    case CONTROL_D:
      return CSN_SCREEN_LEAVE;
    case ESCAPE:
      if (!length) {
        return CSN_SCREEN_LEAVE;
      }
      sliders->entry[0] = '\0';
      break;
    default:
      if (key < KEY_MIN) {
        csn_sliders_type(sliders, (char)key);
      } else if (slider) {
        move_slider(slider, key);
      }
      break;
  }
  return CSN_SCREEN_NOTHING;
}

CsnScreenWish
csn_slider_screen_poll(CsnSliders* sliders, int milliseconds)
{
  CsnScreenWish wish = CSN_SCREEN_NOTHING;
  timeout(milliseconds);
  int key = getch();
  // All that has come: many moves of the mouse become one change
  for (int i = 0; key != ERR && i < 256 && wish == CSN_SCREEN_NOTHING; ++i) {
    wish = take_key(sliders, key);
    timeout(0);
    key = wish == CSN_SCREEN_NOTHING ? getch() : ERR;
  }
  return wish;
}
