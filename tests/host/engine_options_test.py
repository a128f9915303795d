#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""--engine of csonance render, play and check, through the real plugin: what
the engine does with it, what it tells, and what is refused (layer: tests).
"""

import os
import re
import struct
import sys

import hosting
from hosting import TOP, check, equal, path, run, write

PROGRAM = """nchnls = 1
0dbfs = 1
ksmps = 16
instr 1
out a(gi_level * A4 / 1000)
endin
"""


def files():
  write('told.orc', PROGRAM)
  write('half.orc', 'gi_half = 0.5\n')
  write('told.txt', '0 sched 1 0 -1\n')


def own(*words, **more):
  return run(*words, fixture=False, **more)


def last_sample(name):
  with open(path(name), 'rb') as file:
    return struct.unpack('<f', file.read()[-4:])[0]


def the_engine_does_as_it_is_told():
  files()
  own('render', 'told.orc', '-e', 'a4=500', '--engine', 'includes=half.orc',
      '--engine=globalcode=gi_level = gi_half', '--script', 'told.txt',
      '-s', 0.1, '-o', 'told.wav')
  check(abs(last_sample('told.wav') - 0.25) < 1e-6, last_sample('told.wav'))
  own('render', 'told.orc', '-e', 'globalcode=gi_level = 1', '--script',
      'told.txt', '-s', 0.1, '-o', 'told.wav')
  check(abs(last_sample('told.wav') - 0.44) < 1e-6, last_sample('told.wav'))


def the_engine_tells_what_it_was_told():
  files()
  asked = ('name', 'a4', 'extraLatency', 'autosync', 'hasBusSupport',
           'numAudioBuses', 'extraOptions', 'globalCode', 'backend',
           'bufferSize', 'numBuffers', 'blockSize')
  result = own('play', 'told.orc', '--backend', 'null', '--block', 128,
               '-e', 'name=lead', '-e', 'a4=442', '-e', 'latency=0.05',
               '-e', 'autosync=1', '-e', 'numAudioBuses=0',
               '-e', 'numControlBuses=0', '-e', 'commandlineOptions=-t 90',
               '-e', 'globalcode=gi_level = 1',
               lines='\n'.join(asked) + '\n')
  equal(result.out.splitlines()[:len(asked)],
        ['lead', '442', '0.05', '1', '0', '0', '-t 90', 'gi_level = 1', 'null',
         '128', '1', '128'])


def what_is_wrong_is_refused():
  files()
  for word, said in (
      ('a4=x', '--engine a4: "x" is no number from 1 to 20000'),
      ('a4=nan', 'is no number'), ('a4=', 'is no number'),
      ('latency=-1', 'is no number'), ('autosync=2', 'is no whole number'),
      ('autosync=0.5', 'is no whole number'),
      ('numAudioBuses=1.5', '"1.5" is no whole number from 0 to 4096'),
      ('numControlBuses=nan', 'is no whole number'),
      ('sr=1', 'there is no option sr, but a4,'),
      ('a4', '--engine: a4 is not NAME=VALUE')):
    result = own('render', 'told.orc', '-e', word, '-s', 0.1, status=2)
    check(said in result.err, word, result.err)
  result = own('check', 'told.orc', '-e', 'globalcode=gi_level = nothing',
               status=1)
  check('globalcode:1:' in result.err, result.err)
  result = own('check', 'told.orc', '-e', 'includes=nowhere.orc', status=1)
  check('nowhere.orc' in result.err, result.err)
  check('hdf5' not in result.err, result.err)
  own('check', 'told.orc', '-e', 'globalcode=gi_level = 1')


def rows(layer):
  """The options of a table in C: their limits, and whether they are whole."""
  text = open(os.path.join(TOP, layer, 'engine_options.c')).read()
  found = {}
  for name, rest in re.findall(r'\{ "(\w+)", ([^{}]*) \},', text):
    words = rest.split(', ')
    kind = words.pop(0) if words[0].isupper() else None
    whole = kind in ('COUNT', 'FLAG') if kind else words[2] == 'true'
    found[name] = (float(words[0]), float(words[1]), whole)
  return found


def both_tables_say_the_same():
  """The host refuses what the plugin would, and takes what it would."""
  host, plugin = rows('host'), rows('plugin')
  check(len(host) >= 10, host)
  for name, row in host.items():
    equal(row, plugin.get(name))


if __name__ == '__main__':
  sys.exit(hosting.main([
    the_engine_does_as_it_is_told,
    the_engine_tells_what_it_was_told,
    what_is_wrong_is_refused,
    both_tables_say_the_same,
  ]))
