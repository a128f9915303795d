#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""What the objects define and use: code of the audio thread (*_rt.c and every
function of ours that it reaches) uses only what rt_symbols.txt allows; the
plugin exports lv2_descriptor alone; our public symbols have our prefix.
"""

import collections
import fnmatch
import os
import re

import house

FUNCTION = re.compile(r'^[0-9a-f]+ <([^>]+)>:$')
RELOCATION = re.compile(r'^\s+[0-9a-f]+: R_\w+\s+(\S+)')
TARGET = re.compile(r'\b(?:call|jmp|j[a-z]+|bl?)\b.*<([^>+]+)(\+0x[0-9a-f]+)?>')


def objects(layer):
  """{source without .c: object} of a layer's build."""
  found = {}
  for place, _, names in sorted(os.walk(os.path.join(house.OUT, layer))):
    folder = os.path.relpath(place, house.OUT)
    for name in sorted(names):
      match = re.match(r'^(.*)\.c\.\d+\.o$', name)
      source = match and os.path.join(folder, match[1])
      if match and os.path.exists(os.path.join(house.TOP, source + '.c')):
        found[source] = os.path.join(place, name)
  return found


def undefined(path):
  return [line.split()[-1] for line in house.lines('nm', '-u', path)]


def defined(path, *flags):
  """{symbol: type} of what an object or library defines."""
  rows = (line.split() for line in house.lines('nm', '--defined-only', *flags,
                                               path))
  return {row[-1]: row[-2] for row in rows if len(row) >= 2}


def uses(path):
  """{function: what its code refers to} of one object."""
  found, current = collections.defaultdict(set), None
  for line in house.lines('objdump', '-dr', '--no-show-raw-insn', path):
    start = FUNCTION.match(line)
    if start:
      current = start[1]
      continue
    match = RELOCATION.match(line) or TARGET.search(line)
    if match and current:
      name = re.split(r'[-+]0x|@', match[1])[0]
      if name and not name.startswith('.') and name != current:
        found[current].add(name)
  for name in [name for name in found if name.endswith('.cold')]:
    found[name[:-len('.cold')]] |= found[name]
  return found


# -- the audio thread ----------------------------------------------------------

def allowed():
  rules = []
  for line in house.read('tests/style/rt_symbols.txt').splitlines():
    if line and not line.startswith('#'):
      symbol, stems, reason = line.split(None, 2)
      rules.append((symbol, stems.split(','), reason))
  return rules


class Walk:
  """From all functions of *_rt.c to everything that they use. Sources are
  named by their path without .c."""

  def __init__(self, folders):
    self.rules = allowed()
    self.home, self.uses, self.data, self.paths = {}, {}, set(), {}
    for folder in folders:
      for source, path in objects(folder).items():
        self.paths[source] = path
        self.uses[source] = uses(path)
        for symbol, kind in defined(path).items():
          if kind in 'TW':
            self.home[symbol, ''] = source
          elif kind in 'tw':
            self.home[symbol, source] = source
          else:
            self.data.add(symbol)

  def where(self, symbol, source):
    """The source that defines a function as seen from another, or None."""
    return self.home.get((symbol, source)) or self.home.get((symbol, ''))

  def is_allowed(self, symbol, source):
    return any(fnmatch.fnmatch(symbol, pattern) and (
      stems == ['*'] or os.path.basename(source) in stems)
               for pattern, stems, _ in self.rules)

  def complaints(self):
    found, seen, todo = [], set(), []
    for source, path in self.paths.items():
      if source.endswith('_rt'):
        todo += [(symbol, source, source) for symbol in undefined(path)]
        todo += [(symbol, source, way) for way, symbols in
                 self.uses[source].items() for symbol in sorted(symbols)]
    while todo:
      symbol, source, way = todo.pop(0)
      if (symbol, source) in seen or symbol in self.data:
        continue
      seen.add((symbol, source))
      if self.is_allowed(symbol, source):
        continue
      home = self.where(symbol, source)
      if not home:
        found.append('%s.c uses %s (by %s)' % (source, symbol, way))
      elif home.endswith('_bg') and not source.endswith('_bg'):
        found.append('%s.c uses %s of %s.c, a worker\'s (by %s)' % (
          source, symbol, home, way))
      elif not home.endswith('_rt'):
        todo += [(other, home, way + ' > ' + symbol)
                 for other in sorted(self.uses[home].get(symbol, ()))]
    return found


# -- what is seen from outside -------------------------------------------------

def exports(module, *wanted):
  path = os.path.join(house.OUT, 'lv2', 'csonance.lv2', module)
  if not os.path.exists(path):
    return [module + ' is not built']
  names = sorted(defined(path, '-D'))
  return [] if names == sorted(wanted) else [
    '%s exports %s' % (module, ' '.join(names) or 'nothing')]


def needs(module, *allowed):
  path = os.path.join(house.OUT, 'lv2', 'csonance.lv2', module)
  found = [re.search(r'\[(.*)\]', line)[1] for line in house.lines(
    'readelf', '-d', path) if '(NEEDED)' in line]
  return ['%s needs %s' % (module, name) for name in found
          if not name.startswith(allowed)]


def prefix(folder, *others):
  found = []
  for source, path in objects(folder).items():
    for symbol, kind in defined(path, '-g').items():
      if not symbol.startswith('csn_') and symbol not in others:
        found.append('%s.c: %s (%s)' % (source, symbol, kind))
  return found


house.report([
  ('the engine and plugin on the audio thread use what the list allows',
   Walk(['engine', 'plugin']).complaints()),
  ('the host on the audio thread uses what the list allows',
   Walk(['host']).complaints()),
  ('the plugin exports lv2_descriptor and nothing else',
   exports('csonance.so', 'lv2_descriptor')),
  ('the plugin needs what Csound needs and the C library alone',
   needs('csonance.so', 'libcsound64.', 'libsndfile.', 'libc.', 'libm.', 'libdl.',
         'libpthread.', 'ld-linux')),
  ('the module of plots exports csn_plot_write and nothing else',
   exports('csonance-plot.so', 'csn_plot_write')),
  ('public symbols of the engine begin with csn_', prefix('engine')),
  ('public symbols of the plugin begin with csn_',
   prefix('plugin', 'lv2_descriptor')),
  ('public symbols of plot/ begin with csn_', prefix('plot')),
  ('public symbols of picture/ begin with csn_', prefix('picture')),
  ('public symbols of the host begin with csn_', prefix('host', 'main')),
])
