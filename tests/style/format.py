#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""The layout of all C is what clang-format 14 makes of it (--fix does so)."""

import os
import sys

import house

FORMAT = house.tool('clang-format')


def check(path):
  status, text = house.run(FORMAT, '--dry-run', '-Werror', path)
  places = [line.split(' error:')[0] for line in text.splitlines()
            if ' error:' in line]
  if not status:
    return []
  return ['%s and %d more places (tests/style/format.py --fix)' % (
    places[0] if places else path, max(len(places) - 1, 0))]


if '--fix' in sys.argv:
  sys.exit(house.run(FORMAT, '-i', *house.c_files())[0])
identity = (house.lines(FORMAT, '--version'),
            house.read('.clang-format'), os.path.getsize(FORMAT))
house.report([('the sources have the layout of .clang-format', [
  line for found in house.each(
    lambda path: house.cached('format', path, identity, lambda: check(path)),
    house.c_files()) for line in found])])
