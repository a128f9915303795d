#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""gcc and clang have nothing to say about any source, and clang's analysis of
thread roles (-Wthread-safety) finds no call from a wrong thread.
"""

import json
import os

import house

COMPILERS = [
  ('gcc', 'gcc', ['-Werror', '-c', '-o', '/dev/null']),
  ('clang', 'clang', ['-Werror', '-Wthread-safety', '-fsyntax-only']),
]


def check(name, extra, path, flags):
  status, text = house.run(name, *flags, *extra, path)
  return [text] if status else []


def built_clean():
  """Whether the build was gcc's own, with every warning an error."""
  path = os.path.join(house.OUT, 'compile_commands.json')
  with open(path, encoding='utf-8') as file:
    arguments = [entry['arguments'] for entry in json.load(file)]
  return all('-Werror' in words and os.path.basename(words[0]) == 'gcc'
             for words in arguments)


def complaints(name, package, extra):
  if name == 'gcc' and built_clean():
    return []
  compiler = house.tool(name, package)
  version = house.lines(compiler, '--version')
  found = house.each(
    lambda item: house.cached(
      name, item[0], (version, item[1], extra),
      lambda: check(compiler, extra, *item)), house.commands().items())
  return [line for lines in found for line in lines]


house.report([('%s compiles every source without a warning' % name,
               complaints(name, package, extra))
              for name, package, extra in COMPILERS])
