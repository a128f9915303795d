#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Makes the manuals of the methods from the table in engine/call/methods.c, as the
program csonance-methods prints it, and docs/methods.txt. Run by ./waf docs;
tests/style/docs.py asks whether they are stale. With --turtle TABLE FILE, in
the build, it makes the methods' part of the vocabulary.
"""

import glob
import os
import re
import sys
import textwrap

TOP = os.environ.get('CSN_TOP') or os.path.dirname(
  os.path.dirname(os.path.abspath(__file__)))
OUT = os.environ.get('CSN_OUT') or os.path.join(TOP, 'build')
ENTRIES = 'docs/methods.txt'
MARKDOWN = 'docs/methods.md'
MAN = 'docs/man/csonance-methods.7'

KEYS = ('source', 'result', 'errors', 'about', 'before', 'example', 'gives',
        'refuses')
NEEDED = ('source', 'example', 'gives', 'refuses')
CODE = ('before', 'example')
DELAY = 'when it is done, from the call\'s frame'
TYPES = {'number': 'number', 'text': 'text', 'instr': 'number or name',
         'value': 'number or text',
         'field': 'number, text or NAME=VALUE'}


def read(path):
  with open(os.path.join(TOP, path), encoding='utf-8') as file:
    return file.read()


# -- what there is -------------------------------------------------------------

def table(text=None):
  """The rows of the method table, from what csonance-methods prints."""
  if text is None:
    with open(os.path.join(OUT, 'docs', 'methods.tsv'),
              encoding='utf-8') as file:
      text = file.read()
  rows = []
  for line in text.splitlines():
    words = line.split('\t')
    if words[0] == 'method':
      rows.append({'name': words[1], 'thread': words[2], 'help': words[3],
                   'params': []})
    else:
      rows[-1]['params'].append(dict(zip(
        ('name', 'type', 'kind', 'fallback'), words[1:])))
  return rows


def entries():
  """({name: entry}, complaints); an entry has its keys and {name: (unit,
  default, text)} of its arguments as 'args'."""
  found, bad, entry, keep = {}, [], None, None
  for number, line in enumerate(read(ENTRIES).splitlines(), 1):
    if not line.strip() or line.startswith('#'):
      continue
    place = '%s:%d: ' % (ENTRIES, number)
    name = re.match(r'(\w+)$', line)
    key = re.match(r'  (\w+)(?: (\w+)(?: \[(.+?)\])?(?: = (.+?))?)?: ?(.*)$',
                   line)
    if name:
      entry = {'args': {}, 'before': []}
      keep = None
      if name[1] in found:
        bad.append(place + '%s has an entry already' % name[1])
      found[name[1]] = entry
    elif line.startswith('    ') and keep:
      keep(line[4:])
    elif entry is None or not key or (key[1] != 'arg') == bool(key[2]) or (
        key[1] != 'arg' and key[1] not in KEYS):
      bad.append(place + 'this cannot be read: ' + line.strip())
    else:
      keep = keeper(entry, key)
  return found, bad


def keeper(entry, key):
  """Puts a line into an entry; returns what takes the lines that follow."""
  word, name, unit, default, text = key.groups()
  if word == 'arg':
    entry['args'][name] = [unit, default, text]
    place, at = entry['args'][name], 2
  elif word == 'before':
    entry['before'].append(text)
    place, at = entry['before'], len(entry['before']) - 1
  else:
    entry[word] = text
    place, at = entry, word
  glue = '\n' if word in CODE else ' '

  def more(line):
    place[at] += glue + (line if word in CODE else line.strip())
  return more


def functions():
  """{name of a function: its header} of the public headers."""
  found = {}
  for path in sorted(glob.glob(os.path.join(TOP, 'engine', 'csonance*.h'))):
    for name in re.findall(r'^(csn_engine_\w+)\(',
                           read(os.path.relpath(path, TOP)), re.M):
      found[name] = os.path.basename(path)
  return found


def function_of(method):
  return 'csn_engine_' + re.sub(r'([A-Z])', lambda m: '_' + m[1].lower(),
                                method)


def complaints():
  """What is missing or too much in docs/methods.txt."""
  known, (found, bad) = table(), entries()
  names = [row['name'] for row in known]
  for row in known:
    entry = found.get(row['name'])
    if entry is None:
      bad.append('%s has no entry for %s: see the head of that file; then '
                 './waf docs' % (ENTRIES, row['name']))
      continue
    params = [param['name'] for param in row['params']]
    bad += ['%s: %s says nothing of its argument %s' % (
      ENTRIES, row['name'], name)
            for name in params if name not in entry['args'] and name != 'delay']
    bad += ['%s: %s has no argument %s' % (ENTRIES, row['name'], name)
            for name in entry['args'] if name not in params]
    bad += ['%s: %s has no %s' % (ENTRIES, row['name'], key)
            for key in NEEDED if not entry.get(key)]
    if ' -> ' not in entry.get('refuses', ' -> '):
      bad.append('%s: %s: refuses: LINE -> PROBLEM' % (ENTRIES, row['name']))
  bad += ['%s: there is no method %s' % (ENTRIES, name)
          for name in found if name not in names]
  if list(found) != sorted(found, key=str.lower):
    bad.append(ENTRIES + ' is not in the order of the alphabet')
  return bad


# -- what is said --------------------------------------------------------------

def fallback(param, entry):
  """The default in words; empty: there is none."""
  said = entry['args'].get(param['name'], [None, None, ''])[1]
  if said:
    return said
  number = float(param['fallback'])
  if param['kind'] not in ('optional', 'named') or number != number or (
      param['type'] != 'number' and not number):
    return ''
  return '%.12g' % number


def signature(row, entry):
  words = [row['name']]
  for param in row['params']:
    name, default = param['name'], fallback(param, entry)
    if param['kind'] == 'required':
      words.append(name)
    elif param['kind'] == 'repeated':
      words.append('[%s …]' % name)
    else:
      words.append('[%s%s]' % (name, '=' + default if default else ''))
  return ' '.join(words)


def arguments(row, entry):
  """(name, type, what it is, unit, default) of each."""
  for param in row['params']:
    name = param['name']
    unit, _, text = entry['args'].get(name, ['s', None, DELAY])
    if param['kind'] == 'named':
      text += '; only as NAME=VALUE'
    yield (name, TYPES[param['type']] +
           (' …' if param['kind'] == 'repeated' else ''), text, unit or '',
           fallback(param, entry) or
           ('needed' if param['kind'] == 'required' else ''))


def facts(row, entry, known):
  """(heading, text) of what is said in a line each."""
  if 'result' in entry:
    yield 'Result', entry['result']
  if 'errors' in entry:
    yield 'Errors', entry['errors']
  yield 'Thread', (
    'the audio thread, at its frame' if row['thread'] == 'audio' else
    'the worker, from its frame on, one call after the other')
  name = function_of(row['name'])
  if name in known:
    yield 'C', '`%s()` in `%s`' % (name, known[name])
  if entry['source'] != 'Csonance':
    yield 'Source', '`%s` of csoundengine' % entry['source']


def example(entry):
  """(lines, result, refused line, problem)."""
  line, problem = entry['refuses'].split(' -> ', 1)
  return ('\n'.join(entry['before'] + [entry['example']]), entry['gives'],
          line, problem)


MARKDOWN_HEAD = '''\
# Methods

<!-- Made by docs/manual.py from engine/call/methods.c and docs/methods.txt. -->

What an engine can be told to do. A method is called by a line, in the shell and in scripts, as
below; by a message or a typed message to the plugin, see [message-port.md](message-port.md); or
from C. An argument may be given by its place or, where it has a default, as NAME=VALUE. Times are
in seconds from the frame of the call. Calls at one frame are carried out in the order in which they
came. The examples are run by the tests, one after the other for each method, while
[examples.csd](examples/examples.csd) plays.

'''


def markdown(rows, found):
  known = functions()
  text = MARKDOWN_HEAD
  text += '| Method | What it does |\n|---|---|\n'
  for row in rows:
    text += '| [`%s`](#%s) | %s |\n' % (row['name'], row['name'].lower(),
                                        row['help'])
  for row in rows:
    entry = found[row['name']]
    text += '\n## %s\n\n    %s\n\n' % (row['name'], signature(row, entry))
    text += textwrap.fill('%s. %s' % (row['help'], entry.get('about', '')),
                          100, break_on_hyphens=False) + '\n'
    if row['params']:
      text += '\n| Argument | Type | What it is | Unit | Default |\n'
      text += '|---|---|---|---|---|\n'
      for argument in arguments(row, entry):
        text += '| `%s` | %s | %s | %s | %s |\n' % argument
    text += '\n' + ''.join('- %s: %s\n' % fact
                           for fact in facts(row, entry, known))
    lines, gives, refused, problem = example(entry)
    text += '\n```\n%s\n  => %s\n%s\n  => error: %s\n```\n' % (
      lines, gives, refused, problem)
  return text


def roff(text):
  """Text as roff: `code` in bold, nothing taken for a request."""
  text = text.replace('\\', '\\e').replace('-', '\\-').replace('…', '...')
  text = re.sub(r'`([^`]+)`', r'\\fB\1\\fR', text)
  return re.sub(r'^([.\'])', r'\\&\1', text, flags=re.M)


def code(text):
  return '.nf\n.RS\n%s\n.RE\n.fi\n' % roff(text)


def man(rows, found):
  version = re.search(r"^VERSION = '([^']+)'", read('wscript'), re.M)[1]
  known = functions()
  text = ('.\\" Copyright 2026 The Csonance Authors\n'
          '.\\" SPDX-License-Identifier: ISC\n'
          '.TH CSONANCE\\-METHODS 7 "2026" "Csonance %s" "The methods"\n'
          '.\\" Made by docs/manual.py.\n'
          '.SH NAME\ncsonance\\-methods \\- what an engine can be told to do\n'
          '.SH DESCRIPTION\n' % version)
  body = MARKDOWN_HEAD.split('-->\n\n', 1)[1].strip()
  body = re.sub(r'\[([\w.-]+)\]\([^)]*\)', r'`\1`', body).replace('`.md', '`')
  text += roff('\n'.join(textwrap.wrap(body, 79))) + '\n'
  for row in rows:
    entry = found[row['name']]
    text += '.SH %s\n' % row['name']
    text += code(signature(row, entry))
    text += roff('%s. %s' % (row['help'], entry.get('about', ''))).strip() + '\n'
    for name, kind, what, unit, default in arguments(row, entry):
      text += '.TP\n.BR %s " (%s%s%s)"\n%s\n' % (
        name, roff(kind), ' [%s]' % unit if unit else '',
        ' = ' + roff(default) if default not in ('', 'needed') else '',
        roff(what))
    for fact in facts(row, entry, known):
      text += '.TP\n.I %s\n%s\n' % (fact[0], roff(fact[1]))
    lines, gives, refused, problem = example(entry)
    text += '.PP\n' + code('%s\n  => %s\n%s\n  => error: %s' % (
      lines, gives, refused, problem))
  return text + '.SH SEE ALSO\n.BR csonance (1)\n'


# -- the vocabulary ------------------------------------------------------------

TURTLE_HEAD = '''
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# The methods as typed messages: made by docs/manual.py.

csn:Method
  a rdfs:Class , owl:Class ;
  rdfs:label "Method" ;
  rdfs:comment "A typed message: a call whose properties are its arguments." .
'''

NUMBER_OF = {'required': 'cardinality 1', 'optional': 'maxCardinality 1',
             'named': 'maxCardinality 1', 'repeated': 'minCardinality 0'}


def literal(text):
  return '"%s"' % re.sub(r'(["\\])', r'\\\1', text.replace('`', ''))


def described(name, kind, comment, known):
  """The head of a resource; one that ttl/csonance.ttl has is described there."""
  text = '\ncsn:%s\n  a %s' % (name, kind)
  if name not in known:
    text += ' ;\n  rdfs:label "%s" ;\n  rdfs:comment %s' % (
      name, literal(comment))
    known.add(name)
  return text


def turtle(rows, found):
  """A class for each method and a property for each name of an argument."""
  known = set(re.findall(r'^csn:(\w+)$', read('ttl/csonance.ttl'), re.M))
  text, params = TURTLE_HEAD, {}
  for row in rows:
    name = row['name']
    text += described(name, 'rdfs:Class , owl:Class', row['help'] + '.', known)
    text += ' ;\n  rdfs:subClassOf csn:Method'
    said = found.get(name, {'args': {}})['args']
    for param in row['params']:
      most, number = NUMBER_OF[param['kind']].split()
      text += (' , [\n    a owl:Restriction ;\n    owl:onProperty csn:%s ;\n'
               '    owl:%s "%s"^^xsd:nonNegativeInteger\n  ]' % (
                 param['name'], most, number))
      what = said.get(param['name'], ['s', None, DELAY])[2]
      params.setdefault(param['name'], {}).setdefault(what, []).append(name)
    text += ' .\n'
  for name in sorted(params, key=str.lower):
    comment = '; '.join('%s: %s' % (', '.join(methods), what)
                        for what, methods in params[name].items())
    text += described(name, 'rdf:Property', comment + '.', known) + ' .\n'
  return text


def documents():
  """{path: text} of all that is made here."""
  rows, found = table(), entries()[0]
  return {MARKDOWN: markdown(rows, found), MAN: man(rows, found)}


def stale():
  """The documents that are not what they would be made now."""
  return [path for path, text in documents().items()
          if not os.path.exists(os.path.join(TOP, path)) or read(path) != text]


def write_turtle(rows, path):
  """For the build: from what csonance-methods has printed into a file."""
  with open(rows, encoding='utf-8') as file:
    text = turtle(table(file.read()), entries()[0])
  with open(path, 'w', encoding='utf-8') as file:
    file.write(text)


def main():
  if sys.argv[1:2] == ['--turtle']:
    write_turtle(*sys.argv[2:])
    return
  bad = complaints()
  if bad:
    sys.exit('\n'.join(bad))
  for path, text in documents().items():
    with open(os.path.join(TOP, path), 'w', encoding='utf-8') as file:
      file.write(text)
    print('wrote ' + path)


if __name__ == '__main__':
  main()
