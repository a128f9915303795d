# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""A program on a terminal (layer: tests): a pseudo-terminal, and a reader that
makes a screen of what is written to it, as far as curses and libedit need it.
"""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

SEQUENCE = re.compile(r'\x1b(\[[?>!]?[\d;]*[ -/]*[@-~]|[()][0-9A-B]|[=>78MDEc])')


class Screen:
  """Rows of characters with their attributes, and the cursor."""

  def __init__(self, rows, columns):
    self.rows, self.columns = rows, columns
    self.x = self.y = 0
    self.attributes, self.rest, self.last = '', '', ' '
    self.lines = False  # Letters are lines
    self.modes = {25}  # The cursor is seen
    self.main = self.cells = self.blank()
    self.top, self.bottom = 0, rows - 1

  def blank(self):
    return [[(' ', '')] * self.columns for _ in range(self.rows)]

  def text(self):
    return '\n'.join(''.join(c for c, _ in row).rstrip()
                     for row in self.cells)

  def row(self, word):
    """The number of the first row with a word in it; -1: there is none."""
    for y, line in enumerate(self.text().split('\n')):
      if word in line:
        return y
    return -1

  def put(self, character):
    if self.x >= self.columns:
      self.x = 0
      self.down()
    self.cells[self.y][self.x] = (character, self.attributes)
    self.x += 1
    self.last = character

  def down(self):
    if self.y == self.bottom:
      del self.cells[self.top]
      self.cells.insert(self.bottom, [(' ', '')] * self.columns)
    else:
      self.y = min(self.y + 1, self.rows - 1)

  def feed(self, data):
    data, self.rest = self.rest + data, ''
    at = 0
    while at < len(data):
      c = data[at]
      if c == '\x1b':
        match = SEQUENCE.match(data, at)
        if not match and len(data) - at < 20:
          self.rest = data[at:]
          return
        at = match.end() if match else at + 1
        if match:
          self.escape(match[1])
        continue
      at += 1
      if c == '\r':
        self.x = 0
      elif c == '\n':
        self.down()
      elif c == '\b':
        self.x = max(0, self.x - 1)
      elif c >= ' ':
        self.put('-' if self.lines and c == 'q' else c)

  def escape(self, sequence):
    kind = sequence[-1]
    if sequence[0] == '(':
      self.lines = sequence[1] == '0'
    if sequence[0] != '[':
      return
    numbers = [int(n or 0) for n in re.sub(r'[^\d;]', '',
                                           sequence[1:-1]).split(';')]
    if sequence[1:2] == '?':
      self.mode(numbers, kind == 'h')
    elif sequence[1:2] not in ('>', '!'):
      self.control(kind, numbers)

  def mode(self, numbers, on):
    for n in numbers:
      (self.modes.add if on else self.modes.discard)(n)
      if n == 1049:
        self.cells = self.blank() if on else self.main

  def control(self, kind, numbers):
    n = numbers[0] or 1
    row = self.cells[self.y]
    empty = (' ', self.attributes)
    if kind in 'Hf':
      self.y = min(n, self.rows) - 1
      self.x = max(numbers[1] if len(numbers) > 1 else 1, 1) - 1
    elif kind == 'A':
      self.y = max(0, self.y - n)
    elif kind == 'B':
      self.y = min(self.rows - 1, self.y + n)
    elif kind == 'C':
      self.x = min(self.columns - 1, self.x + n)
    elif kind == 'D':
      self.x = max(0, self.x - n)
    elif kind == 'G':
      self.x = n - 1
    elif kind == 'd':
      self.y = min(n, self.rows) - 1
    elif kind == 'r':
      self.top = n - 1
      self.bottom = (numbers[1] if len(numbers) > 1 else self.rows) - 1
      self.x = self.y = 0
    elif kind in 'LM':
      for _ in range(n):
        del self.cells[self.bottom if kind == 'L' else self.y]
        self.cells.insert(self.y if kind == 'L' else self.bottom,
                          [(' ', '')] * self.columns)
    elif kind in 'ST':
      for _ in range(n):
        del self.cells[self.top if kind == 'S' else self.bottom]
        self.cells.insert(self.bottom if kind == 'S' else self.top,
                          [(' ', '')] * self.columns)
    elif kind == 'b':
      for _ in range(n):
        self.put(self.last)
    elif kind == 'X':
      row[self.x:self.x + n] = [empty] * (min(self.x + n, self.columns)
                                          - self.x)
    elif kind == 'P':
      row[self.x:] = row[self.x + n:] + [empty] * n
    elif kind == 'K':
      first = self.x if numbers[0] == 0 else 0
      last = self.x + 1 if numbers[0] == 1 else self.columns
      row[first:last] = [empty] * (last - first)
    elif kind == 'J':
      if numbers[0] != 2:
        row[self.x:] = [empty] * (self.columns - self.x)
      for y in range(0 if numbers[0] == 2 else self.y + 1, self.rows):
        self.cells[y] = [empty] * self.columns
    elif kind == 'm':
      self.paint(numbers)

  def paint(self, numbers):
    for n in numbers:
      if n == 0:
        self.attributes = ''
      elif n in (1, 2, 7):
        self.attributes += {1: 'b', 2: 'd', 7: 'r'}[n]
      elif n == 27:
        self.attributes = self.attributes.replace('r', '')
      elif 30 <= n <= 37 or n == 39:
        self.attributes = re.sub(r'c\d', '', self.attributes) + (
          '' if n == 39 else 'c%d' % (n - 30))


class Terminal:
  """A program that was started on a terminal of its own."""

  def __init__(self, words, environment, rows=24, columns=100):
    self.screen = Screen(rows, columns)
    self.raw = ''
    self.status = None
    self.pid, self.fd = pty.fork()
    if not self.pid:
      for name in ('LINES', 'COLUMNS'):
        environment.pop(name, None)
      try:
        os.execve(words[0], words, dict(environment, TERM='xterm-256color'))
      finally:
        os._exit(127)
    self.size(rows, columns)

  def size(self, rows, columns):
    fcntl.ioctl(self.fd, termios.TIOCSWINSZ,
                struct.pack('HHHH', rows, columns, 0, 0))

  def resize(self, rows, columns):
    old, self.screen = self.screen, Screen(rows, columns)
    self.screen.modes = old.modes
    self.size(rows, columns)

  def read(self):
    """Reads what has come; false: the program has ended."""
    if not select.select([self.fd], [], [], 0.05)[0]:
      return True
    try:
      data = os.read(self.fd, 65536).decode('utf-8', 'replace')
    except OSError:
      data = ''
    self.raw += data
    self.screen.feed(data)
    return bool(data)

  def until(self, condition, seconds=30):
    """Reads until a text is on the screen, or a condition is met; a bound
    against hanging, nothing is measured by it."""
    limit = time.monotonic() + seconds
    while not (condition() if callable(condition)
               else condition in self.screen.text()):
      if time.monotonic() > limit or not self.read():
        raise AssertionError('never: %s\n%s' % (condition,
                                                self.screen.text()))

  def type(self, text):
    os.write(self.fd, text.encode())

  def end(self, seconds=30):
    """Waits for the end; returns the exit status, or minus the signal."""
    limit = time.monotonic() + seconds
    while self.read():
      if time.monotonic() > limit:
        os.kill(self.pid, 9)
        break
    status = os.waitpid(self.pid, 0)[1]
    os.close(self.fd)
    return os.waitstatus_to_exitcode(status)
