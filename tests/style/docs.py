#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""The documents say what the code says: the methods' manuals are as they would
be made now, the message port's has each property, the man page each option;
examples have commands and files that there are; one version everywhere, no link
to what is not there.
"""

import os
import re
import shlex
import sys

import house

sys.path.insert(0, os.path.join(house.TOP, 'docs'))
import manual  # pylint: disable=wrong-import-position

MANUAL = 'docs/message-port.md'
PAGE = 'docs/man/csonance.1'
MARKDOWN = house.files('*.md', 'docs/*.md')

# Files that an example makes, or that the user has.
OWN = {'hello.csd', 'live.txt', 'song.mid', 'pad.wav', 'sweep.png'}


def method_manuals():
  """What docs/methods.txt lacks, and which manuals it no longer makes."""
  found = manual.complaints()
  return found or ['%s is stale: ./waf docs writes it anew' % path
                   for path in manual.stale()]


def properties():
  vocabulary, text = house.read('ttl/csonance.ttl'), house.read(MANUAL)
  names = re.findall(r'^csn:(\w+)\n  a (?:lv2:Parameter|owl:)', vocabulary,
                     re.M)
  typed = [name for row in manual.table()
           for name in [row['name']] + [p['name'] for p in row['params']]]
  found = ['%s does not name csn:%s' % (MANUAL, name) for name in names
           if not re.search(r'\bcsn:%s\b' % name, text)]
  found += ['%s: ttl/csonance.ttl has no csn:%s' % (MANUAL, name)
            for name in sorted(set(re.findall(r'\bcsn:(\w+)', text)))
            if name not in names + typed]
  return found if names else ['ttl/csonance.ttl: no properties found']


def options():
  """({option: the commands that take it}, commands) of the host."""
  text = house.read('host/option_table.c')
  groups = {name: set(value.split(' | ')) for name, value in re.findall(
    r'#define (RUN) \(([A-Z |]+)\)', text)}
  begin, end = text.index('table[] = {'), text.index('N_OPTIONS')
  commands = re.findall(r'^  \{ "(\w+)",', text[end:], re.M)
  known = {}
  for bits, short, name in re.findall(
      r'\{ CSN_OPTION_\w+,\s*([A-Z |]+),\s*(?:NULL|"(-\w)"),\s*"(--[\w-]+)"',
      text[begin:end]):
    words = set()
    for word in bits.split(' | '):
      words |= groups.get(word, {word})
    taken = {c for c in commands if 'ALL' in words or c.upper() in words}
    known[name] = taken
    if short:
      known[short] = taken
  return known, commands


def man_page():
  known, commands = options()
  text = house.read(PAGE).replace('\\-', '-')
  heads = '\n'.join(re.findall(r'^\.TP\n(.*)$', text, re.M))
  found = ['%s has no entry for %s' % (PAGE, name) for name in known
           if not re.search(r'(?<![\w-])%s(?![\w-])' % name, heads)]
  found += ['%s: there is no option %s' % (PAGE, name)
            for name in sorted(set(re.findall(r'(?<![\w-])--[a-z][\w-]*', text)))
            if name not in known]
  found += ['%s has no entry for the command %s' % (PAGE, name)
            for name in commands if name not in heads.replace('.B ', '').split()]
  return found if len(known) > 20 else ['host/option_table.c: not understood']


def examples():
  """(place, words) of each command in a shell example."""
  for path in MARKDOWN:
    blocks = re.findall(r'^```sh\n(.*?)^```', house.read(path), re.M | re.S)
    for line in '\n'.join(blocks).split('\n'):
      words = shlex.split(line, comments=True)
      while words and (re.match(r'\w+=', words[0]) or words[0] == 'sudo'):
        words.pop(0)
      if words:
        yield '%s: %s' % (path, line.strip()), words


def host_example(place, words, known, commands):
  if not words[1:] or words[1] not in commands:
    return ['%s: there is no such command' % place]
  found = []
  for word in words[2:]:
    name = word.split('=')[0]
    if name.startswith('-') and words[1] not in known.get(name, ()):
      found.append('%s: %s is no option of it' % (place, name))
  return found


def waf_example(place, words):
  text = house.read('wscript')
  known = set(re.findall(r"add_option\('(--[\w-]+)'", text)) | {'-v'}
  verbs = set(re.findall(r'^def (\w+)\(', text, re.M)) | {'install'}
  verbs |= {'build_' + name for name in re.findall(
    r"^  '(\w+)': \['-fsanitize", text, re.M)}
  found, value = [], False
  for word in words[1:]:
    if word.startswith('-'):
      if word not in known:
        found.append('%s: waf has no %s' % (place, word))
      value = word in ('--group', '--match', '--sanitize')
    elif not value and word not in verbs:
      found.append('%s: waf has no %s' % (place, word))
    else:
      value = False
  return found


def example_commands():
  known, commands = options()
  found, n = [], 0
  for place, words in examples():
    n += 1
    if os.path.basename(words[0]) == 'csonance':
      found += host_example(place, words, known, commands)
    elif words[0] == './waf':
      found += waf_example(place, words)
    for word in words[1:]:
      if (re.match(r'(presets|tests|engine|host|plugin|docs)/[\w./-]+$', word)
          or re.search(r'\.(csd|txt|mid)$', word)) and word not in OWN and (
            not os.path.exists(os.path.join(house.TOP, word))):
        found.append('%s: there is no %s' % (place, word))
  return found if n > 20 else ['only %d examples were found' % n]


def presets():
  """Presets that an example names are there."""
  labels = re.findall(r'rdfs:label "([^"]+)"',
                      house.read('presets/manifest.ttl.in'))
  return ['%s: there is no preset %s' % (place, words[i + 1])
          for place, words in examples() for i, word in enumerate(words)
          if word == '--preset' and words[i + 1] not in labels]


def versions():
  version = re.search(r"^VERSION = '([^']+)'", house.read('wscript'), re.M)[1]
  found = []
  if 'Csonance %s"' % version not in house.read(PAGE).split('\n')[2]:
    found.append('%s is not of version %s' % (PAGE, version))
  newest = re.search(r'^## (\S+)', house.read('CHANGELOG.md'), re.M)
  if not newest or newest[1] != version:
    found.append('CHANGELOG.md does not begin with %s' % version)
  return found


def links():
  found = []
  for path in MARKDOWN:
    for target in re.findall(r'\]\(([^)#]+)\)', house.read(path)):
      place = os.path.join(house.TOP, os.path.dirname(path), target)
      if '://' not in target and not os.path.exists(place):
        found.append('%s: there is no %s' % (path, target))
  return found


house.report([
  ('the manuals have every method with its arguments', method_manuals()),
  ('the manual has every property', properties()),
  ('the man page has every command and option', man_page()),
  ('every example is a command that there is', example_commands()),
  ('every preset of an example is there', presets()),
  ('all documents are of one version', versions()),
  ('every link leads somewhere', links()),
])
