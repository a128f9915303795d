#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""The bundle in the validators and the offline hosts of the distribution
(layer: tests).
"""

import glob
import os
import re

import foreign
from foreign import BUNDLE, EFFECT, INSTRUMENT, MULTI, path, rms, tool
from hosting import Sound, check, equal

ALL = (INSTRUMENT, EFFECT, MULTI)


def turtle():
  files = sorted(glob.glob(os.path.join(BUNDLE, '*.ttl')))
  check(len(files) >= 5, files)
  return files


def the_turtle_is_well_formed():
  for name in turtle():
    text = tool('sordi', name)
    check(not re.search('^error: ', text, re.M) and len(text) > 100, name,
          text[:500])


def the_turtle_is_valid():
  text = tool('lv2_validate', *turtle(), timeout=300)
  check(re.search(r'Found 0 errors', text), text)
  check('warning' not in text.lower(), text)


def lilv_has_nothing_to_complain_about():
  listed = tool('lv2ls').split()
  for uri in ALL:
    check(uri in listed, uri, listed)
    text = tool('lv2info', uri)
    check('error: ' not in text and 'warning: ' not in text, text[:800])
    check(re.search(r'Has latency: +yes', text), text)
    check('Author:            The Csonance Authors' in text, text[:800])


def the_module_exports_its_entry_alone():
  text = tool('nm', '-D', '--defined-only', os.path.join(BUNDLE, 'csonance.so'))
  names = [line.split()[-1] for line in text.splitlines()]
  equal([n for n in names if n not in ('_init', '_fini')], ['lv2_descriptor'])


def all_run_in_the_benchmark_host():
  for uri in ALL:
    text = tool('lv2bench', '-b', '64', '-n', '1024', uri)
    check(uri in text, text)


def the_effect_processes_a_file():
  name = path('in16.wav')
  import math
  import struct
  frames = [int(9000 * math.sin(i * 0.0576)) for i in range(48000)]
  body = b''.join(struct.pack('<hh', x, x) for x in frames)
  with open(name, 'wb') as file:
    file.write(struct.pack('<4sI4s4sIHHIIHH4sI', b'RIFF', 36 + len(body),
                           b'WAVE', b'fmt ', 16, 1, 2, 48000, 192000, 4, 16,
                           b'data', len(body)) + body)
  for amount in ('0.0', '1.0'):
    out = 'out%s.wav' % amount
    tool('lv2file', '-i', name, '-o', path(out), '-p', 'ctl1:' + amount,
         EFFECT)
  loud = [loudness(path('out%s.wav' % a)) for a in ('0.0', '1.0')]
  check(loud[0] > 0.05, loud)
  check(abs(loud[0] - loud[1]) > 0.005, 'the control is not heard', loud)


def loudness(name):
  """Of a file of 16 or 24 bits, or of floats."""
  import array
  with open(name, 'rb') as file:
    data = file.read()
  bits = int.from_bytes(data[34:36], 'little')
  if bits == 32:
    return rms(Sound(name).channel(0))
  body = data[data.index(b'data') + 8:]
  width = bits // 8
  values = array.array('d', (
    int.from_bytes(body[i:i + width], 'little', signed=True) / 2 ** (bits - 1)
    for i in range(0, len(body) // (2 * width) * (2 * width), 2 * width)))
  return rms(values)


foreign.main([the_turtle_is_well_formed, the_turtle_is_valid,
              lilv_has_nothing_to_complain_about,
              the_module_exports_its_entry_alone,
              all_run_in_the_benchmark_host, the_effect_processes_a_file],
             ['sordi', 'lv2_validate', 'lv2info', 'lv2bench', 'lv2file', 'nm'])
