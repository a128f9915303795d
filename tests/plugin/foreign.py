# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""What the scripts of this group share (layer: tests): the plugins in other
people's hosts and tools. Files, sounds and checks come from tests/host.
"""

import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'host'))

import hosting  # noqa: E402
from hosting import check, path  # noqa: E402

INSTRUMENT = 'urn:csonance:instrument'
EFFECT = 'urn:csonance:effect'
MULTI = 'urn:csonance:multi'
BUNDLE = os.path.join(hosting.OUT, 'lv2', 'csonance.lv2')
LV2_PATH = ':'.join([os.path.join(hosting.OUT, 'lv2'), hosting.SYSTEM])


def environment(**more):
  env = dict(os.environ, LV2_PATH=LV2_PATH, LC_ALL='C.UTF-8', **more)
  for name in ('DISPLAY', 'WAYLAND_DISPLAY'):
    env.pop(name, None)
  return env


def tool(*words, timeout=100, cwd=None):
  """Runs a tool to its end; its status must be 0. Returns what it printed."""
  result = subprocess.run(
    words, env=environment(), cwd=cwd or hosting.scratch, timeout=timeout,
    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
  text = result.stdout.decode('utf-8', 'replace')
  check(result.returncode == 0, words, 'status', result.returncode, text)
  return text


def wait_until(condition, what, timeout=30):
  """A bound against hanging; nothing is measured by it."""
  limit = time.monotonic() + timeout
  while not condition():
    check(time.monotonic() < limit, 'never:', what)
    time.sleep(0.02)


def rms(samples):
  return (sum(x * x for x in samples) / max(len(samples), 1)) ** 0.5


def furthest(one, other):
  """The largest difference of two sounds of one length."""
  return max((abs(a - b) for a, b in zip(one, other)), default=0.0)


def main(tests, needs):
  """Runs the functions, prints what fails, and exits with the counts."""
  missing = [name for name in needs if not shutil.which(name)]
  if missing:
    print('the tool %s is not installed' % missing[0])
    sys.exit(77)
  wanted = sys.argv[1] if len(sys.argv) > 1 else ''
  passed = failed = 0
  try:
    for test in tests:
      title = hosting.sentence(test)
      if not re.search(wanted, title):
        continue
      try:
        test()
        passed += 1
        print('ok ' + title, flush=True)
      except Exception as error:  # whatever it is, the other tests go on
        failed += 1
        print('FAILED %s: %s: %s' % (title, type(error).__name__, error),
              flush=True)
  finally:
    if not os.environ.get('CSN_KEEP'):
      shutil.rmtree(hosting.scratch, ignore_errors=True)
  print('%d passed, %d failed' % (passed, failed))
  sys.exit(1 if failed else 0)


__all__ = ['BUNDLE', 'EFFECT', 'HERE', 'INSTRUMENT', 'MULTI', 'environment',
           'furthest', 'main', 'path', 'rms', 'tool', 'wait_until']
