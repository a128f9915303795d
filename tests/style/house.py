# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""What the scripts of this folder share (layer: tests): the list of sources,
the flags they are built with, tools, a cache of clean results, the report.
"""

import concurrent.futures
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

TOP = os.environ.get('CSN_TOP') or os.path.dirname(
  os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OUT = os.environ.get('CSN_OUT') or os.path.join(TOP, 'build')
LAYERS = ('engine', 'picture', 'plot', 'plugin', 'host')
SKIPPED = 77  # to tests/runner.py: a tool is missing; a failure where CI is set

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def files(*patterns):
  """Paths below the top, sorted."""
  found = set()
  for pattern in patterns:
    found.update(glob.glob(os.path.join(TOP, pattern)))
  return sorted(os.path.relpath(path, TOP) for path in found)


def layer_files(*layers):
  """The C files of layers, whose folders may hold folders."""
  return files(*(layer + depth + '.[ch]' for layer in layers
                 for depth in ('/*', '/*/*')))


def c_files():
  return sorted(layer_files(*LAYERS) + files(*(
    folder + '/*.[ch]' for folder in ('docs', 'tests', 'tests/*',
                                      'tests/*/*'))))


def read(path):
  with open(os.path.join(TOP, path), encoding='utf-8',
            errors='replace') as file:
    return file.read()


def tool(name, package=None):
  """The path of a tool; without it the script ends as skipped."""
  path = shutil.which(name)
  if not path:
    print('%s is not installed (package %s)' % (name, package or name))
    sys.exit(SKIPPED)
  return path


def run(*command, **options):
  """Status and output of a command run at the top."""
  done = subprocess.run(command, cwd=options.pop('cwd', TOP),
                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                        stderr=subprocess.STDOUT, check=False, **options)
  return done.returncode, done.stdout.decode('utf-8', 'replace')


def lines(*command):
  """The output of a command that has to succeed, in lines."""
  status, text = run(*command)
  if status:
    print(text)
    sys.exit('%s: status %d' % (command[0], status))
  return text.splitlines()


def each(function, items):
  """function(item) for all items, on every processor, in order."""
  with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
    return list(pool.map(function, items))


# -- how a file is compiled ----------------------------------------------------

def commands():
  """{source: flags}, without the compiler and the source, as built."""
  with open(os.path.join(OUT, 'compile_commands.json'),
            encoding='utf-8') as file:
    entries = json.load(file)
  result = {}
  for entry in entries:
    path = os.path.relpath(entry['file'], TOP)
    flags = [arg for arg in entry['arguments'][1:-2] if arg != '-Werror']
    result.setdefault(path, [re.sub(
      '^(-iquote)(.*)', lambda m: m[1] + os.path.normpath(
        os.path.join(entry['directory'], m[2])), arg) for arg in flags])
  return {path: flags for path, flags in sorted(result.items())
          if os.path.exists(os.path.join(TOP, path))}


def header_flags(path, known):
  """A header is compiled as a source beside it is."""
  beside = [f for f in known if os.path.dirname(f) == os.path.dirname(path)]
  others = [f for f in known if f.startswith(path.split('/')[0] + '/')]
  for source in beside + others + list(known):
    return known[source]
  return ['-std=c11']


def resolve(path, name):
  """The file of the tree that a quoted include means, or None."""
  for folder in (os.path.dirname(path), '', 'engine', 'plugin', 'host',
                 'tests'):
    candidate = os.path.normpath(os.path.join(folder, name))
    if os.path.isfile(os.path.join(TOP, candidate)):
      return candidate
  return None


def closure(path):
  """A file and all files of the tree that it includes."""
  seen, todo = set(), [path]
  while todo:
    current = todo.pop()
    if current in seen:
      continue
    seen.add(current)
    for _, name in INCLUDE.findall(read(current)):
      other = resolve(current, name)
      if other:
        todo.append(other)
  return sorted(seen)


# -- a cache of clean results --------------------------------------------------

def cached(name, path, identity, check):
  """check() -> complaints; a clean file is not checked again until it, a file
  that it includes or the tool changes."""
  digest = hashlib.sha256(repr((name, identity)).encode())
  for part in closure(path):
    digest.update(part.encode() + b'\0' + read(part).encode() + b'\0')
  folder = os.path.join(OUT, 'lint', name)
  mark = os.path.join(folder, path.replace('/', '+'))
  if os.path.exists(mark):
    with open(mark, encoding='ascii') as file:
      if file.read() == digest.hexdigest():
        return []
  complaints = check()
  if not complaints:
    os.makedirs(folder, exist_ok=True)
    with open(mark, 'w', encoding='ascii') as file:
      file.write(digest.hexdigest())
  return complaints


def report(checks):
  """Prints [(sentence, complaints)], the counts, and ends the script."""
  failed = 0
  for sentence, complaints in checks:
    failed += bool(complaints)
    print(('FAILED  ' if complaints else 'ok  ') + sentence)
    for complaint in complaints:
      print('    ' + complaint.rstrip().replace('\n', '\n    '))
  print('%d passed, %d failed' % (len(checks) - failed, failed))
  sys.exit(1 if failed else 0)
