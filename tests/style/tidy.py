#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""clang-tidy finds nothing, with the checks of .clang-tidy (and, for tests,
of tests/.clang-tidy). Arguments: files to look at instead of all; then the
analyzer's reasoning is shown as well.
"""

import os
import sys

import house

TIDY = house.tool('clang-tidy')


def config(path):
  """The settings that hold for a file, as text."""
  found, folder = [], os.path.dirname(path)
  while True:
    name = os.path.join(folder, '.clang-tidy')
    if os.path.exists(os.path.join(house.TOP, name)):
      found.append(house.read(name))
    if not folder:
      return found
    folder = os.path.dirname(folder)


def check(path, flags):
  flags = [flag for flag in flags if not flag.startswith('-W')]
  status, text = house.run(TIDY, '--quiet', path, '--', *flags)
  if status:
    kinds = (' error: ', ' note: ') if sys.argv[1:] else (' error: ',)
    return ['\n'.join(line for line in text.splitlines()
                      if any(kind in line for kind in kinds))]
  return []


version = house.lines(TIDY, '--version')
known = house.commands()
wanted = {p: f for p, f in known.items()
          if len(sys.argv) < 2 or p in sys.argv[1:]}
results = house.each(
  lambda item: house.cached('tidy', item[0], (version, item[1],
                                              config(item[0])),
                            lambda: check(*item)), wanted.items())
house.report([('clang-tidy finds nothing',
               [line for result in results for line in result])])
