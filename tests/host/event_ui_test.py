#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""eventUI at the prompt of csonance play: what is on the screen, what keys and
the mouse do to the event, and how the terminal is left (layer: tests).
"""

import os
import re
import signal

import hosting
from hosting import check, equal, run, write
from screen import Terminal

SYNTH = '''sr = 48000
ksmps = 64
nchnls = 2
0dbfs = 1
instr synth
  kmidinote = p4
  kampdb = p5
  kcutoff = p6
  kres = p7
  asig = vco2:a(ampdb(kampdb), mtof:k(kmidinote))
  asig = moogladder2(asig, kcutoff, kres)
  asig *= linsegr:a(0, 0.1, 1, 0.1, 0)
  outs asig, asig
endin
instr other
  kcutoff = p6
  kwhich = p4
endin
instr third
  kwhich = p5
endin
'''
UI = 'eventUI $ev p4=0,127 p5=-48,0 kcutoff=200,5000 kres=0.1,1\n'


def playing(rows=24, columns=100, dur='-1'):
  terminal = Terminal(
    [hosting.BIN, 'play', write('synth.orc', SYNTH), '--backend', 'null'],
    hosting.environment(), rows, columns)
  terminal.until('csonance>')
  terminal.type('$ev = sched synth 0 %s 67 -12 3000 0.9\n' % dur)
  terminal.until('1.0')
  return terminal


def showing(*size, **more):
  terminal = playing(*size, **more)
  terminal.type(UI)
  terminal.until('[ Stop ]')
  return terminal


def value(terminal, name):
  """The number at the end of a slider's row."""
  row = terminal.screen.text().split('\n')[terminal.screen.row(name)]
  return row.split()[-1]


def shows(terminal, name, number):
  terminal.until(lambda: value(terminal, name) == number)


def ask(terminal, line, wanted):
  terminal.type(line + '\n')
  terminal.until(lambda: re.search(
    re.escape(line) + r'\n.*?' + re.escape(wanted) + '$',
    terminal.screen.text(), re.M))


def leave(terminal):
  terminal.type('q')
  terminal.until(lambda: 1049 not in terminal.screen.modes)
  terminal.until('csonance>')


def finish(terminal):
  terminal.type('quit\n')
  equal(terminal.end(), 0)
  restored(terminal)


def restored(terminal):
  modes = terminal.screen.modes
  check(25 in modes, 'the cursor is seen', modes)
  check(not modes & {1000, 1002, 1006, 1049}, 'no mouse, no other screen',
        modes)


def the_values_are_those_of_the_event():
  terminal = showing()
  for name, number in (('p4', '67.0'), ('p5', '-12.00'), ('kcutoff', '3000'),
                       ('kres', '0.900')):
    equal(value(terminal, name), number)
  check(terminal.screen.row('eventUI $ev') == 1)
  check(25 not in terminal.screen.modes)
  row = terminal.screen.cells[terminal.screen.row('kcutoff')]
  full = sum('r' in attributes for _, attributes in row)
  rest = sum(c == '-' for c, _ in row)
  check(abs(full / (full + rest) - 2800 / 4800) < 0.05, full, rest)
  leave(terminal)
  finish(terminal)


def keys_move_the_sliders():
  terminal = showing()
  terminal.type('\x1bOC\x1bOC\x1bOD\x1bOC')
  shows(terminal, 'p4', '67.2')
  terminal.type('\t\x1b[6~')  # p5, a tenth down
  shows(terminal, 'p5', '-16.80')
  terminal.type('\x1bOB\x1bOF')  # kcutoff, to the end
  shows(terminal, 'kcutoff', '5000')
  terminal.type('\x1bOH')
  shows(terminal, 'kcutoff', '200')
  terminal.type('1234x.5')
  terminal.until('1234.5_')
  terminal.type('\r')
  shows(terminal, 'kcutoff', '1234.5')
  terminal.type('99\x1b')  # Taken back
  terminal.until(lambda: '99_' not in terminal.screen.text())
  leave(terminal)
  ask(terminal, 'getp $ev 4', '67.2')
  ask(terminal, 'getp $ev 5', '-16.8')
  ask(terminal, 'getp $ev 6', '1234.5')
  ask(terminal, 'getp $ev 7', '0.9')
  finish(terminal)


def mouse(terminal, button, x, y, end='M'):
  terminal.type('\x1b[<%d;%d;%d%s' % (button, x + 1, y + 1, end))


def the_mouse_moves_the_sliders():
  terminal = showing()
  y = terminal.screen.row('kres')
  cells = terminal.screen.cells[y]
  bar = [x for x, (c, a) in enumerate(cells) if 'r' in a or c == '-']
  mouse(terminal, 0, bar[0], y)
  shows(terminal, 'kres', '0.100')
  mouse(terminal, 32, bar[-1], y)
  shows(terminal, 'kres', '1.000')
  mouse(terminal, 32, bar[-1] + 20, y + 5)
  mouse(terminal, 32, bar[0] - 20, y + 5)
  shows(terminal, 'kres', '0.100')
  mouse(terminal, 0, bar[0], y, 'm')
  mouse(terminal, 64, bar[5], y)  # The wheel
  shows(terminal, 'kres', '0.101')
  leave(terminal)
  ask(terminal, 'getp $ev 7', '0.101')
  finish(terminal)


def stop_ends_the_event():
  for how in ('s', '\x1b[Z\r', None):
    terminal = showing()
    if how:
      terminal.type(how)
    else:
      mouse(terminal, 0, 5, terminal.screen.row('[ Stop ]'))
    terminal.until(lambda t=terminal: 1049 not in t.screen.modes)
    ask(terminal, 'sync', '1')
    # It has its release
    for _ in range(100):
      seen = len(terminal.raw)
      terminal.type('getp $ev 4\n')
      terminal.until(lambda t=terminal, s=seen: re.search(
        r'\n[^\n]*(67|no such|not )[^\n]*\n', t.raw[s:]))
      if 'error' in terminal.raw[seen:]:
        break
    check('error' in terminal.raw[seen:], terminal.raw[-500:])
    finish(terminal)


def an_event_that_ends_closes_the_sliders():
  terminal = showing(dur='3')
  for _ in range(200):
    if 1049 not in terminal.screen.modes:
      break
    terminal.type('\x1bOC')
    for _ in range(2):
      terminal.read()
  terminal.until(lambda: 1049 not in terminal.screen.modes)
  terminal.until('error: p4')
  finish(terminal)


def a_small_terminal_scrolls_or_says_so():
  terminal = showing(24, 100)
  terminal.resize(9, 80)
  terminal.until('[ Stop ]')
  check(terminal.screen.row('p5') > 0 and terminal.screen.row('kres') < 0,
        terminal.screen.text())
  terminal.type('\x1bOB\x1bOB\x1bOB')
  terminal.until('> kres')
  check(terminal.screen.row('p4 ') < 0, terminal.screen.text())
  terminal.resize(5, 40)
  terminal.until('too small')
  terminal.resize(24, 100)
  terminal.until('[ Stop ]')
  leave(terminal)
  finish(terminal)


def signals_leave_the_terminal_whole():
  for number in (signal.SIGINT, signal.SIGTERM):
    terminal = showing()
    os.kill(terminal.pid, number)
    terminal.end()
    restored(terminal)


def what_is_wrong_is_said():
  terminal = playing()
  for line, words in (
      ('eventUI', 'eventUI EVENT NAME=LOW,HIGH'),
      ('eventUI $ev', 'eventUI EVENT NAME=LOW,HIGH'),
      ('eventUI $ev p4=5,1', 'p4=5,1: LOW,HIGH are two numbers'),
      ('eventUI $ev kwhich=0,1', 'kwhich is not the same p-field everywhere'),
      ('eventUI 99.5 p4=0,1', 'error: p4: '),
      ('eventUI $ev p99=0,1', 'error: p99: ')):
    terminal.type(line + '\n')
    terminal.until(words)
    check(1049 not in terminal.screen.modes)
  # Code of the prompt has names, too
  terminal.type('compile {{ instr new\n knote = p4\n endin }}\n')
  terminal.type('eventUI $ev knote=0,127\n')
  terminal.until('[ Stop ]')
  equal(value(terminal, 'knote'), '67.0')
  leave(terminal)
  finish(terminal)

  result = run('play', write('synth.orc', SYNTH), '--backend', 'null',
               fixture=False, status=1, lines='eventUI 1 p4=0,1\n')
  equal(result.err, 'stdin:1: eventUI needs a terminal\n')


hosting.main([f for name, f in list(globals().items())
              if callable(f) and getattr(f, '__module__', '') == '__main__'
              and name not in ('playing', 'showing', 'value', 'shows', 'ask',
                               'leave', 'finish', 'restored', 'mouse')])
