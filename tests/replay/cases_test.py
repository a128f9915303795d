#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Lists of calls of csoundengine sound as they must (layer: tests). Each case
is a list in the form of csoundengine's renders, made here, with what it must
sound like: computed, or rendered by csound from a score.
"""

import importlib
import os
import sys
import tempfile

import rig

SUBJECTS = 'time_cases fields_cases sound_cases session_cases wrong_cases'.split()


def main():
  if not os.path.exists(rig.REPLAY):
    print('libjansson is missing, so the replay is not built')
    return 77
  for subject in SUBJECTS:
    importlib.import_module(subject)
  wanted = sys.argv[1:]
  passed = failed = 0
  with tempfile.TemporaryDirectory(prefix='csonance-cases-') as scratch:
    rig.write_sounds(scratch)
    for function, file, fails in rig.CASES:
      if wanted and file['name'] not in wanted:
        continue
      wrong = rig.check(function, file, fails, scratch)
      passed += not wrong
      failed += bool(wrong)
      print('FAILED %s: %s' % (file['name'], wrong.rstrip())
            if wrong else 'ok ' + file['name'], flush=True)
  print('%d passed, %d failed' % (passed, failed))
  return 1 if failed or not passed else 0


if __name__ == '__main__':
  sys.exit(main())
