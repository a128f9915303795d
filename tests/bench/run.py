#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""`./waf bench` (layer: tests): runs csonance-bench for each measurement, in
fresh processes, writes build/bench.json and prints a table. Ratios and
differences are against bare Csound in the same run; start-up is the best of
several, since other programs only make it longer. Exit status: 1 if a figure
misses its goal.
"""

import json
import os
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
  os.path.abspath(__file__))))
OUT = os.environ.get('CSN_OUT') or os.path.join(TOP, 'build')
PROGRAM = os.path.join(OUT, 'tests', 'bench', 'csonance-bench')
MODULE = os.path.join(OUT, 'lv2', 'csonance.lv2', 'csonance.so')

# measurement, its word, name, unit, which of the runs, goal (most) or None
FIGURES = [
  ('blocks', 'voices_64', 'block over bare Csound, 32 voices, ksmps 64',
   'ratio', 'median', 1.02),
  ('blocks', 'voices_16', 'block over bare Csound, 32 voices, ksmps 16',
   'ratio', 'median', 1.05),
  ('blocks', 'empty_64', 'beyond bare Csound, empty, ksmps 64', 'ns/k-cycle',
   'median', 150),
  ('blocks', 'empty_16', 'beyond bare Csound, empty, ksmps 16', 'ns/k-cycle',
   'median', 150),
  ('plugin', 'run', 'run() of the plugin beyond bare Csound, empty',
   'ns/block', 'median', 1000),
  ('plugin', 'message', 'a method line in a block of the plugin', 'ns', 'median',
   None),
  ('start engine', 'first', 'first program of a process ready', 'ms', 'best',
   25),
  ('start engine', 'later', 'a further program ready', 'ms', 'best', 5),
  ('start bare', 'first', 'first bare Csound ready, all its libraries', 'ms',
   'best', None),
  ('memory', 'first', 'resident, with one engine', 'MiB', 'median', None),
  ('memory', 'further', 'resident, for each further engine', 'MiB', 'median',
   12),
  ('events', 'in', 'one of 100000 events to come, on its way in', 'ns',
   'median', None),
  ('events', 'refused', 'of 100000 events to come, refused', 'events', 'median',
   0),
  ('events', 'waiting', 'block with 100000 events waiting, over none', 'ratio',
   'median', 1.05),
  ('automation', 'linseg_note', 'a note of bare Csound with one linseg',
   'ns/k-cycle', 'median', None),
  ('automation', 'linseg_opcode', 'one linseg of bare Csound', 'ns/k-cycle',
   'median', None),
  ('automation', 'line_linear', 'an automated p-field, of 1000', 'ns/k-cycle',
   'median', None),
  ('automation', 'line_cos', 'the same with mode cos', 'ns/k-cycle', 'median',
   None),
  ('automation', 'line_bus', 'an automated bus', 'ns/k-cycle', 'median', None),
  ('automation', 'line_table', 'an automated slot of a table', 'ns/k-cycle',
   'median', None),
  ('automation', 'over_linear', '1000 automated p-fields over 1000 linseg notes',
   'ratio', 'median', 1),
  ('automation', 'over_bus', '1000 automated buses over 1000 linseg notes',
   'ratio', 'median', 1),
  ('automation', 'over_table', '1000 automated slots over 1000 linseg notes',
   'ratio', 'median', 1),
  ('automation', 'setp', 'setp on one of 1000 notes', 'ns', 'median', 100),
  ('buses', 'audio', 'busout and busin over zaw, zar and zacl', 'ratio',
   'median', 1.5),
  ('buses', 'control', 'busout and busin over chnset and chnget', 'ratio',
   'median', 1.5),
  ('buses', 'init', 'a bus opcode as its note begins', 'ns', 'median', 1000),
  ('files', 'late', 'late blocks as ten minutes of stereo are read', 'blocks',
   'median', 0),
  ('files', 'worst', 'CPU of the worst of them, over what it lasts', 'ratio',
   'median', None),
]
RUNS = {'blocks': 3, 'plugin': 3, 'start engine': 12, 'start bare': 3,
        'memory': 1, 'events': 3, 'automation': 3, 'buses': 3,
        'files': 1}


def measure(what):
  """{word: value} of one run in a fresh process."""
  command = [PROGRAM] + what.split() + ([MODULE] if what == 'plugin' else [])
  done = subprocess.run(command, cwd=TOP, stdin=subprocess.DEVNULL,
                        stdout=subprocess.PIPE, check=False)
  if done.returncode:
    sys.exit('csonance-bench %s: status %d' % (what, done.returncode))
  rows = (line.split() for line in done.stdout.decode().splitlines())
  return {row[0]: float(row[1]) for row in rows if len(row) == 2}


def main():
  if not os.path.exists(PROGRAM):
    sys.exit('%s is not built' % os.path.relpath(PROGRAM, TOP))
  runs = {what: [measure(what) for _ in range(n)] for what, n in RUNS.items()}
  results, n_missed = [], 0
  for what, word, name, unit, which, goal in FIGURES:
    values = sorted(run[word] for run in runs[what])
    value = values[0] if which == 'best' else values[len(values) // 2]
    results.append({'name': name, 'value': value, 'unit': unit,
                    'better': 'lower', 'goal': goal})
    missed = goal is not None and value > goal
    n_missed += missed
    print('%-52s %10.3f %-10s %-9s %s' % (
      name, value, unit, '' if goal is None else '<= %g' % goal,
      '' if goal is None else 'MISSED' if missed else 'ok'))
  with open(os.path.join(OUT, 'bench.json'), 'w', encoding='utf-8') as file:
    json.dump(results, file, indent=1)
  print('%d figures, %d missed' % (len(results), n_missed))
  return 1 if n_missed else 0


sys.exit(main())
