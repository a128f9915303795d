#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Each header can be included alone, in any order, and csonance.h as it is
installed: without the rest of the tree, from C and from C++.
"""

import os
import shutil
import tempfile

import house

known = house.commands()
headers = [path for path in house.c_files() if path.endswith('.h')]


def alone(path):
  """Twice, so that a missing guard is seen as well."""
  with tempfile.NamedTemporaryFile('w', suffix='.c') as source:
    source.write('#include "%s"\n#include "%s"\n'
                 'typedef int a_translation_unit_is_not_empty;\n' % (
                   os.path.join(house.TOP, path),
                   os.path.join(house.TOP, path)))
    source.flush()
    status, text = house.run(house.tool('gcc'),
                             *house.header_flags(path, known),
                             '-Werror', '-fsyntax-only', source.name)
  return [path + ':\n' + text] if status else []


def installed(compiler, *flags):
  path = os.path.join(house.TOP, 'engine', 'csonance.h')
  if not os.path.exists(path):
    return ['there is no engine/csonance.h']
  with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, 'csonance'))
    for name in house.files('engine/csonance*.h'):  # What is installed
      shutil.copy(os.path.join(house.TOP, name),
                  os.path.join(folder, 'csonance'))
    suffix = 'cc' if compiler == 'g++' else 'c'
    source = os.path.join(folder, 'user.' + suffix)
    with open(source, 'w', encoding='ascii') as file:
      file.write('#include <csonance/csonance.h>\nint main(void)'
                 '{ return 0; }\n')
    status, text = house.run(house.tool(compiler), '-I' + folder, '-Wall',
                             '-Wextra', '-Wpedantic', '-Werror', *flags,
                             '-fsyntax-only', source)
  return [text] if status else []


house.report([
  ('every header compiles alone and twice',
   [line for found in house.each(
     lambda path: house.cached(
       'headers', path, house.header_flags(path, known),
       lambda: alone(path)), headers) for line in found]),
  ('csonance.h is enough for a user in C',
   installed('gcc', '-std=c11', '-Wstrict-prototypes')),
  ('csonance.h is enough for a user in C++', installed('g++', '-std=c++11')),
])
