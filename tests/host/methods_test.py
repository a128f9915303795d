#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""A script of every method, made of the manual's examples and of a call that
the method refuses, renders the same twice and for all block lengths, through
the real plugin (layer: tests).
"""

import concurrent.futures
import os
import shutil
import sys

import hosting
from hosting import check, equal, path, write

sys.path.insert(0, os.path.join(hosting.TOP, 'docs'))
import manual  # pylint: disable=wrong-import-position

# To a server of our own packets come when they come, and not in offline time:
# a server on any port, and packets to a port where nobody listens.
NOBODY = ' host=127.0.0.1 port=9'
NETWORK = {
  'oscserver': 'oscserver 0', 'udpserver': 'udpserver 0',
  'udpSendOrc': 'udpSendOrc "giRoot = 60"' + NOBODY,
  'udpSendScoreline': 'udpSendScoreline "i 1 0 1 0.25"' + NOBODY,
  'udpSetChannel': 'udpSetChannel level 0.25' + NOBODY,
}
BLOCKS = ('256', '256', '1', '17', '64', '4096', '1-4096:7')


def script(name, entry):
  """A tone, and the example in it, off every grid."""
  before = [] if name in NETWORK else entry['before']
  lines = ['0 sched 1 0 -1 0.25 330']
  lines += ['%g %s' % (0.0513 + 0.0111 * i, line)
            for i, line in enumerate(before)]
  lines += ['0.3007 ' + NETWORK.get(name, entry['example']),
            '0.5003 sched 1 0 0.2 0.125 550']
  if 'refuses' in entry:
    lines.append('0.6001 ' + entry['refuses'].split(' -> ')[0])
  return write(name + '.txt', '\n'.join(lines) + '\n')


def render(name, block, number):
  """(status, what is said, the sound's bytes) of a render."""
  out = '%s-%d.wav' % (name, number)
  process = hosting.start('render', 'examples.csd', '--script', name + '.txt',
                          '--seconds', 1, '--block', block, '-o', out,
                          fixture=False)
  try:
    _, err = process.communicate(timeout=300)
  finally:
    if process.poll() is None:
      process.kill()
  sound = b''
  if os.path.exists(path(out)):
    with open(path(out), 'rb') as file:
      sound = file.read()
    os.remove(path(out))
  return process.returncode, err.replace(out, 'out'), sound


def differences(item):
  """What differs between the renders of one method's script."""
  name, entry = item
  script(name, entry)
  renders = [render(name, block, i) for i, block in enumerate(BLOCKS)]
  first = renders[0]
  found = []
  for block, other in list(zip(BLOCKS, renders))[1:]:
    for what, a, b in zip(('status', 'words', 'sound'), first, other):
      if a != b:
        found.append('%s, block %s: another %s %s' % (
          name, block, what, '' if what == 'sound' else (a, b)))
  if not any(first[2][44:]):
    found.append('%s: no sound: %s' % (name, first[1]))
  return found


def rows():
  """The names of the method table, sorted."""
  table = os.path.join(hosting.OUT, 'docs', 'methods.tsv')
  with open(table, encoding='utf-8') as file:
    fields = [line.rstrip('\n').split('\t') for line in file]
  return sorted(row[1] for row in fields if row[0] == 'method')


def scripts_of_every_method_replay_identically():
  for name in os.listdir(os.path.join(hosting.TOP, 'docs', 'examples')):
    shutil.copy(os.path.join(hosting.TOP, 'docs', 'examples', name),
                path(name))
  entries = manual.entries()[0]
  equal(sorted(entries), rows())
  with concurrent.futures.ThreadPoolExecutor(2) as pool:
    found = [text for texts in pool.map(differences, entries.items())
             for text in texts]
  equal(found, [])


hosting.main([scripts_of_every_method_replay_identically])
