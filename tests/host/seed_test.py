#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""The seed's own examples, in this system's spelling: each script of
tests/seed/ is carried out by the real plugin without an error, and sounds as
its lines `#> …` say (layer: tests).

  #> sounds FROM TO      there is sound between these seconds
  #> silent FROM TO      there is none
  #> level FROM TO PEAK  the loudest sample, within 5 %
  #> pitch FROM TO HZ    this is stronger than what lies a semitone beside it
  #> open METHOD         the script waits for this method, and is not run
"""

import glob
import math
import os

import hosting
from hosting import check, path, write

FOLDER = os.path.join(hosting.TOP, 'tests', 'seed')
SECONDS = 4


def strength(samples, rate, hertz):
  """The power at a frequency, of samples under a Hann window."""
  n = len(samples)
  step = 2 * math.pi * hertz / rate
  real = imag = 0.0
  for i, x in enumerate(samples):
    x *= 0.5 - 0.5 * math.cos(2 * math.pi * i / n)
    real += x * math.cos(step * i)
    imag += x * math.sin(step * i)
  return real * real + imag * imag


def judge(rule, sound):
  words = rule.split()
  begin, end = (int(float(w) * sound.rate) for w in words[1:3])
  samples = sound.channel(0)[begin:end]
  peak = max(abs(x) for x in samples)
  if words[0] == 'sounds':
    check(peak > 0.001, rule, 'but the peak is', peak)
  elif words[0] == 'silent':
    check(peak < 0.0005, rule, 'but the peak is', peak)
  elif words[0] == 'level':
    check(abs(peak / float(words[3]) - 1) < 0.05, rule, 'but it is', peak)
  elif words[0] == 'pitch':
    hertz = float(words[3])
    middle = samples[:9600]
    at, below, above = (strength(middle, sound.rate, hertz * k)
                        for k in (1, 2 ** (-1 / 6), 2 ** (1 / 6)))
    check(at > 4 * max(below, above), rule, 'but', at, below, above)
  else:
    check(False, 'there is no rule', rule)


def example(name):
  def play():
    text = open(os.path.join(FOLDER, name)).read()
    rules = [l[3:] for l in text.splitlines() if l.startswith('#> ')]
    check(rules, 'the script says nothing of its sound')
    hosting.sound_file('tone.wav', [[0.3 * math.sin(i * 0.06)
                                     for i in range(48000)]])
    result = hosting.run(
      'render', os.path.join(FOLDER, 'stereo.orc'), '--script',
      write(name, text.replace('tone.wav', path('tone.wav'))),
      '--seconds', SECONDS, '-o', 'out.wav', fixture=False)
    check('error' not in result.err, result)
    sound = hosting.Sound('out.wav')
    for rule in rules:
      judge(rule, sound)
  play.__name__ = 'the_example_%s_sounds' % name[:-len('.script')]
  return play


def is_open(name):
  text = open(name).read()
  if '#> open' in text:
    print('open: ' + os.path.basename(name))
  return '#> open' in text


if __name__ == '__main__':
  hosting.main([example(os.path.basename(f))
                for f in sorted(glob.glob(FOLDER + '/*.script'))
                if not is_open(f)])
