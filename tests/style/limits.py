#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Limits of size, the head of each file, and the map in ARCHITECTURE.md."""

import os
import re
import subprocess

import house

MOST_LINES = 500
MOST_COLUMNS = 80
MOST_BYTES = 400000
MAP = 'docs/ARCHITECTURE.md'
MAP_LINES = 200
LICENCE = re.compile(r'^// Copyright \d{4} The Csonance Authors\n'
                     r'// SPDX-License-Identifier: ISC\n')
HEAD = re.compile(LICENCE.pattern + r'(//)?\n(//|/\*)')

sources = house.c_files()


def long_files():
  counts = [(path, house.read(path).count('\n')) for path in sources]
  return ['%s has %d lines, and may have %d' % (path, count, MOST_LINES)
          for path, count in counts if count > MOST_LINES]


def long_lines():
  return ['%s:%d: %d columns' % (path, number, len(line))
          for path in sources
          for number, line in enumerate(house.read(path).splitlines(), 1)
          if len(line) > MOST_COLUMNS]


def large_files():
  """Of all that is kept; a tree that is no checkout has nothing to tell."""
  listed = subprocess.run(['git', '-C', house.TOP, 'ls-files', '-z'],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
  paths = [os.fsdecode(name) for name in listed.stdout.split(b'\0') if name]
  sizes = [(path, os.lstat(os.path.join(house.TOP, path)).st_size)
           for path in paths
           if os.path.lexists(os.path.join(house.TOP, path))]
  return ['%s has %d bytes, and may have %d' % (path, size, MOST_BYTES)
          for path, size in sizes if size > MOST_BYTES]


def heads():
  """A source whose header says what it is need not say it again."""
  found = []
  for path in sources:
    text = house.read(path)
    headers = {path[:-1] + 'h', re.sub(r'(_rt|_bg)?\.c$', '.h', path)}
    headers.discard(path)
    if not LICENCE.match(text):
      found.append('%s begins without its licence' % path)
    elif not HEAD.match(text) and not headers.intersection(sources):
      found.append('%s does not say what it is' % path)
  return found


def mapped():
  if not os.path.exists(os.path.join(house.TOP, MAP)):
    return ['there is no ' + MAP]
  text = house.read(MAP)
  found = []
  if text.count('\n') > MAP_LINES:
    found.append('%s has %d lines, and may have %d' % (
      MAP, text.count('\n'), MAP_LINES))
  for path in house.layer_files(*house.LAYERS):
    stem = os.path.splitext(os.path.basename(path))[0]
    if not re.search(r'\b%s\.[ch]\b' % re.escape(stem), text):
      found.append('it does not name %s' % path)
  known = {os.path.splitext(os.path.basename(path))[0] for path in sources}
  for name in sorted(set(re.findall(r'\b([a-z]\w*)\.[ch]\b', text))):
    if name not in known:
      found.append('it names %s, which is not in the tree' % name)
  return found


house.report([
  ('no source has more than %d lines' % MOST_LINES, long_files()),
  ('no line is longer than %d columns' % MOST_COLUMNS, long_lines()),
  ('no file has more than %d bytes' % MOST_BYTES, large_files()),
  ('each source begins with its licence and says what it is', heads()),
  ('ARCHITECTURE.md is short and names every source of ours', mapped()),
])
