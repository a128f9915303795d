#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Our engine renders what csoundengine has rendered (layer: tests): the calls
of each references/NAME.json are replayed, and the result is held against
NAME.flac, csoundengine's own render, 24 bit. NAME_expected.flac is computed:
what is documented, where csoundengine does something else.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
OUT = os.environ.get('CSN_OUT', os.path.join(TOP, 'build'))
REPLAY = os.path.join(OUT, 'tests', 'replay')
SILENT = -90.0  # dB, what a difference must stay below


def replay(calls, scratch):
  """'' where the render is right, else what is wrong."""
  name = os.path.splitext(calls)[0]
  run = subprocess.run(
    [REPLAY, calls, os.path.join(scratch, 'out.wav'), name + '.flac'],
    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
  found = re.search(r'^(-?[\d.]+|nan|inf) dB at frame (\d+)$', run.stdout, re.M)
  if run.returncode or not found:
    return run.stdout or 'no answer'
  difference = float(found[1])
  return '' if difference < SILENT else found[0] + ' is not the same'


def main():
  if not os.path.exists(REPLAY):
    print('libjansson is missing, so the replay is not built')
    return 77
  wanted = sys.argv[1:]
  passed = failed = 0
  with tempfile.TemporaryDirectory(prefix='csonance-replay-') as scratch:
    for calls in sorted(glob.glob(os.path.join(HERE, 'references', '*.json'))):
      name = os.path.basename(calls)[:-5]
      if wanted and name not in wanted:
        continue
      wrong = replay(calls, scratch)
      passed += not wrong
      failed += bool(wrong)
      print('FAILED %s: %s' % (name, wrong.rstrip()) if wrong else 'ok ' + name,
            flush=True)
  print('%d passed, %d failed' % (passed, failed))
  return 1 if failed or not passed else 0


if __name__ == '__main__':
  sys.exit(main())
