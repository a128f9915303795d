#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""cppcheck finds nothing, beyond what .cppcheck-suppressions explains."""

import os

import house

CPPCHECK = house.tool('cppcheck')

folder = os.path.join(house.OUT, 'lint', 'cppcheck')
os.makedirs(folder, exist_ok=True)
sources = list(house.commands())
status, text = house.run(
  CPPCHECK, '--quiet', '--std=c11', '--library=posix', '--inline-suppr',
  '--enable=warning,style,performance,portability', '--error-exitcode=1',
  '--suppressions-list=.cppcheck-suppressions', '--template=gcc',
  '--cppcheck-build-dir=' + folder, '-j', str(os.cpu_count() or 1),
  '-I', '.', '-I', 'tests', '-D_GNU_SOURCE=', '-DUSE_DOUBLE', *sources)
house.report([('cppcheck finds nothing', [text or 'status %d' % status]
               if status else [])])
