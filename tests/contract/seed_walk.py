#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Walks through what csoundengine documents of Engine (seed_names.txt): each
name is a row of the table of methods, a C function of a public header that a
test calls, a class of the vocabulary as it is built, and an entry of the
manual with its source; and engine tests have called it, with success and with
a failure, besides the manual's examples (layer: tests).

What csoundengine says of its arguments stands in seed_signatures.txt: ours has
each by the same name, at the same place, with the same default. What stands
behind a list has no place in a line, where a list has no end: it is given by
its name. Lines `except METHOD ARGUMENT: REASON` tell where ours differs.

What is still open stands in seed_open.txt. A name that lacks something and is
not there fails, and so does one that is there and lacks nothing.
"""

import os
import re
import subprocess
import sys
import tempfile

TOP = os.environ.get('CSN_TOP') or os.path.dirname(
  os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OUT = os.environ.get('CSN_OUT') or os.path.join(TOP, 'build')

sys.path.insert(0, os.path.join(TOP, 'docs'))
import manual  # pylint: disable=wrong-import-position

NAMES = 'tests/contract/seed_names.txt'
OPEN = 'tests/contract/seed_open.txt'
SIGNATURES = 'tests/contract/seed_signatures.txt'
LISTS = ('pairs', '*pairs', 'data', 'args')

# What is called otherwise in C.
C_NAMES = {
  'getEngine': 'csn_engine_find',
  'activeEngines': 'csn_engine_names',
  'eventUI': 'csn_engine_event_ui',
  'lockedClock': 'csn_engine_push_lock',
}


def names(path):
  """(kind, name) of each."""
  lines = manual.read(path).splitlines()
  return [tuple(line.split()) for line in lines if not line.startswith('#')]


def coverage():
  """{method: (done, failed)} of the engine's tests, which are run for it."""
  found = {}
  with tempfile.TemporaryDirectory() as folder:
    for group in ('contract', 'engine'):
      path = os.path.join(folder, group)
      subprocess.run([os.path.join(OUT, 'tests', group, 'csonance-' + group)],
                     cwd=TOP, env=dict(os.environ, CSN_COVERAGE=path,
                                       CSN_TOP=TOP),
                     stdout=subprocess.DEVNULL, check=False)
      with open(path, encoding='utf-8') as file:
        for line in file:
          name, done, failed = line.split()
          before = found.get(name, (0, 0))
          found[name] = (before[0] + int(done), before[1] + int(failed))
  return found


def called_in_tests():
  """The C functions that a test calls."""
  found = set()
  for folder in ('engine', 'contract', 'unit', 'stress', 'replay'):
    path = os.path.join(TOP, 'tests', folder)
    for name in os.listdir(path) if os.path.isdir(path) else ():
      if name.endswith('.c'):
        text = manual.read(os.path.join('tests', folder, name))
        found.update(re.findall(r'\b(csn_\w+)\(', text))
  return found


def vocabulary():
  with open(os.path.join(OUT, 'lv2', 'csonance.lv2', 'csonance.ttl'),
            encoding='utf-8') as file:
    blocks = re.findall(r'^csn:(\w+)\n  a (rdfs:Class .*?)\n\n',
                        file.read(), re.M | re.S)
  return {name for name, text in blocks if 'subClassOf csn:Method' in text}


def missing(kind, name, known):
  """What the name lacks, in words."""
  function = C_NAMES.get(name) or manual.function_of(name)
  entry = known['entries'].get(name, {})
  done, failed = known['coverage'].get(name, (0, 0))
  found = []
  if name not in known['table']:
    found.append('row')
  if function not in known['functions']:
    found.append(function + '()')
  elif function not in known['called']:
    found.append('test of %s()' % function)
  if name not in known['vocabulary']:
    found.append('class csn:%s' % name)
  if not re.search(r'^## %s$' % name, known['manual'], re.M):
    found.append('entry')
  wanted = ('' if kind == 'function' else 'Engine.') + name
  if entry and wanted not in re.split(r'[\s,()]+', entry.get('source', '')):
    found.append('source %s (is %s)' % (wanted, entry.get('source')))
  if not done:
    found.append('test of success')
  if not failed:
    found.append('test of failure')
  return found


def signatures():
  """({method: [(argument, default or None)]}, {(method, argument): reason})."""
  found, excepted = {}, {}
  for line in manual.read(SIGNATURES).splitlines():
    name, _, rest = line.partition(':')
    if line.startswith('except '):
      excepted[tuple(name.split()[1:])] = rest.strip()
    elif line and not line.startswith('#'):
      args = [arg.strip().split('=') for arg in rest.split(',') if arg.strip()]
      found[name] = [(arg[0], arg[1] if len(arg) > 1 else None)
                     for arg in args]
  return found, excepted


def same_default(wanted, param):
  """None stands for what each method decides; a text's default is its own."""
  if wanted is None:
    return param['kind'] in ('required', 'repeated')
  if param['kind'] == 'required':
    return False
  if wanted == 'None' or param['kind'] == 'repeated':
    return True
  if wanted.startswith("'"):
    return param['type'] == 'text'
  number = {'True': 1, 'False': 0}.get(wanted)
  return float(param['fallback']) == float(wanted if number is None else number)


def differences(wanted, row):
  """What is not as in the seed, {argument: words}."""
  found, params = {}, {param['name']: param for param in row['params']}
  places = [param['name'] for param in row['params']
            if param['kind'] in ('required', 'optional')]
  place, listed = 0, False
  for argument, default in wanted:
    param = params.get(argument.lstrip('*'))
    if param is None:
      found[argument] = 'is missing'
    elif not same_default(default, param):
      found[argument] = 'has another default'
    elif argument in LISTS:
      listed = listed or param['kind'] == 'repeated'
    elif not listed and places[place:place + 1] != [argument]:
      found[argument] = 'has another place'
    if argument in LISTS:
      listed = True
    elif argument in places:
      place += 1
  return found


def compare_signatures(rows):
  """How many are not as in the seed, and no exception says why."""
  wanted, excepted = signatures()
  failed, used = 0, set()
  for name, arguments in wanted.items():
    row = next(row for row in rows if row['name'] == name)
    for argument, words in differences(arguments, row).items():
      if excepted.get((name, argument)):
        used.add((name, argument))
      else:
        failed += 1
        print('FAILED  %s: %s %s' % (name, argument, words))
  for name, argument in set(excepted) - used:
    failed += 1
    print('FAILED  %s: %s needs no exception' % (name, argument))
  print('%d signatures, %d exceptions' % (len(wanted), len(excepted)))
  return failed


def main():
  known = {
    'table': {row['name'] for row in manual.table()},
    'functions': manual.functions(), 'called': called_in_tests(),
    'vocabulary': vocabulary(), 'entries': manual.entries()[0],
    'manual': manual.read(manual.MARKDOWN), 'coverage': coverage(),
  }
  failed, all_names, still_open = 0, names(NAMES), names(OPEN)
  for kind, name in all_names:
    lacks = missing(kind, name, known)
    is_open = (kind, name) in still_open
    if bool(lacks) != is_open:
      failed += 1
      lacks = lacks or ['need to be in ' + OPEN]
    print('%s%s %s%s' % ('open  ' if lacks and is_open else
                         'FAILED  ' if lacks else 'ok  ', kind, name,
                         ': no ' + ', no '.join(lacks) if lacks else ''))
  if len(all_names) != 101:
    failed += 1
    print('FAILED  %s has %d names' % (NAMES, len(all_names)))
  failed += compare_signatures(manual.table())
  print('%d names are open' % len(still_open))
  print('%d passed, %d failed' % (len(all_names) - failed, failed))
  sys.exit(1 if failed else 0)


if __name__ == '__main__':
  main()
