#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""The layers are kept, as the includes tell: the engine knows no plugin format
and no host's library, the host knows neither the engine nor Csound.
"""

import re

import house

# layer: (layers whose files it may include, foreign headers it may not)
RULES = {
  'engine': (('engine',), r'^(lv2|lilv|serd|sord|sratom|jack|cairo|editline|'
             r'histedit|kissfft|lo|CUnit)(/|\.h)|^kiss_fft\w*\.h'),
  'plot': (('plot', 'picture', 'engine'),
           r'^(lv2|lilv|serd|sord|sratom|jack|csound|csonance|CUnit)(/|\.h)'
           r'|^sndfile\.h'),
  'plugin': (('plugin', 'plot', 'engine'),
             r'^(lilv|serd|sord|sratom|jack|cairo|CUnit)'
             r'/|^(sndfile|kiss_fft\w*)\.h'),
  'picture': (('picture',), r'^(lv2|lilv|serd|sord|sratom|jack|csound|csonance|'
              r'CUnit)(/|\.h)|^sndfile\.h'),
  'host': (('host', 'picture'), r'^(csound|csonance|CUnit)/|^csound\.h'),
}


def complaints(layer):
  allowed, foreign = RULES[layer]
  found = []
  for path in house.layer_files(layer):
    for kind, name in house.INCLUDE.findall(house.read(path)):
      other = house.resolve(path, name) if kind == '"' else None
      if kind == '"' and not other:
        found.append('%s: "%s" is not in the tree' % (path, name))
      elif other and other.split('/')[0] not in allowed:
        found.append('%s includes %s' % (path, other))
      elif re.search(foreign, name):
        found.append('%s includes <%s>' % (path, name))
  return found


house.report([('%s/ includes nothing beyond its layer' % layer,
               complaints(layer)) for layer in RULES])
