#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""The demonstration, run by ./waf demo: renders a short piece through the real
plugin, as any host would. The Instrument's factory program plays a MIDI file
while its first control sweeps; a second instrument is compiled into the
running program, scheduled, and one of its p-fields is changed. Leaves demo.wav
and demo.png in the current folder and says what happened.

demo.py [PROGRAM.csd]   another program plays the piece
"""

import array
import collections
import math
import os
import re
import resource
import subprocess
import sys

sys.dont_write_bytecode = True
import make_midi  # noqa: E402 beside this file

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.environ.get('CSN_OUT') or os.path.join(HERE, '..', '..', 'build')
BIN = os.environ.get('CSN_BIN') or os.path.join(OUT, 'bin', 'csonance')
SCRIPT = os.path.join(HERE, 'demo.script')
INSTRUMENT = 'urn:csonance:instrument'
SWEEP = [(0, 0.35), (2.4, 0.5), (7.2, 0.9), (9.6, 0.6), (12.6, 0.25)]
SECONDS = 16


def render(program, midi, output, *options):
  """Renders once; returns the processor time that it took [s]."""
  sweep = 'ctl1=' + ','.join('%g:%g' % point for point in SWEEP)
  command = [BIN, 'render', program, '--midi', midi, '--script', SCRIPT,
             '--automate', sweep, '--seconds', str(SECONDS),
             '--output', output, *options]
  before = resource.getrusage(resource.RUSAGE_CHILDREN)
  result = subprocess.run(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
  after = resource.getrusage(resource.RUSAGE_CHILDREN)
  if result.returncode:
    sys.stderr.write(result.stdout.decode('utf-8', 'replace'))
    sys.exit('demo: csonance render failed')
  return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def read_wav(path):
  """Reads a 32-bit float file: (rate, channels, samples)."""
  with open(path, 'rb') as stream:
    data = stream.read()
  if data[:4] != b'RIFF' or data[8:12] != b'WAVE':
    sys.exit('demo: %s is no sound file' % path)
  rate = channels = 0
  samples = array.array('f')
  at = 12
  while at + 8 <= len(data):
    name, size = data[at:at + 4], int.from_bytes(data[at + 4:at + 8], 'little')
    body = data[at + 8:at + 8 + size]
    if name == b'fmt ':
      if int.from_bytes(body[14:16], 'little') != 32:
        sys.exit('demo: %s is not of 32-bit float' % path)
      channels = int.from_bytes(body[2:4], 'little')
      rate = int.from_bytes(body[4:8], 'little')
    elif name == b'data':
      samples.frombytes(body[:len(body) // 4 * 4])
      if sys.byteorder == 'big':
        samples.byteswap()
    at += 8 + size + size % 2
  if not rate or not channels or not samples:
    sys.exit('demo: %s holds no sound' % path)
  return rate, channels, samples


def methods():
  """How often the script calls each method, in the order of appearance."""
  with open(SCRIPT, encoding='utf-8') as stream:
    lines = re.findall(r'^[\d.]+ +(?:\$\w+ *= *)?(\w+)', stream.read(), re.M)
  return collections.Counter(lines)


def decibels(amplitude):
  return '%.1f dBFS' % (20 * math.log10(amplitude)) if amplitude else 'silence'


def main():
  if len(sys.argv) > 2 or '-h' in sys.argv or '--help' in sys.argv:
    sys.exit(__doc__)
  program = sys.argv[1] if len(sys.argv) > 1 else INSTRUMENT
  if not os.access(BIN, os.X_OK):
    sys.exit('demo: %s is not there: run ./waf build' % os.path.relpath(BIN))
  work = os.path.join(OUT, 'demo')
  os.makedirs(work, exist_ok=True)
  midi = os.path.join(work, 'demo.mid')
  with open(midi, 'wb') as stream:
    stream.write(make_midi.piece())

  other = os.path.join(work, 'other.wav')
  busy = render(program, midi, other, '--block', '1-1024:7')
  busy = min(busy, render(program, midi, 'demo.wav'))
  render(program, midi, 'demo.wav', '--picture', 'demo.png')
  rate, channels, samples = read_wav('demo.wav')
  same = samples.tobytes() == read_wav(other)[2].tobytes()
  length = len(samples) / channels / rate
  peak = max(map(abs, samples))
  rms = math.sqrt(math.fsum(x * x for x in samples) / len(samples))
  notes, seconds, softest, loudest = make_midi.facts()
  calls = methods()

  rows = [
    ('program', 'the factory program of ' + program
     if program == INSTRUMENT else program),
    ('notes', '%d in %.1f s, two voices, velocity %d to %d'
     % (notes, seconds, softest, loudest)),
    ('events', '%d method lines while it sounds: %s' % (
      sum(calls.values()),
      ', '.join('%d %s' % (n, name) for name, n in calls.items()))),
    ('control', 'ctl1 sweeps from %g to %g and back to %g' % (
      SWEEP[0][1], max(v for _, v in SWEEP), SWEEP[-1][1])),
    ('level', 'peak %s, RMS %s' % (decibels(peak), decibels(rms))),
    ('time', '%.2f s of processor for %.2f s of sound (%d channels, %g kHz)'
     % (busy, length, channels, rate / 1e3)),
    ('load', '%.1f %% of one core, %.0f times real time'
     % (100 * busy / length, length / busy)),
    ('blocks', 'lengths of 256 and of 1 to 1024 at random: '
     + ('identical samples' if same else 'DIFFERENT SAMPLES')),
    ('files', 'demo.wav, demo.png'),
  ]
  for name, text in rows:
    print('%-8s %s' % (name, text))
  if not all(map(math.isfinite, samples)):
    sys.exit('demo: the sound holds samples that are no numbers')
  if not 0.05 < peak <= 1.0:
    sys.exit('demo: the level is not what it should be')
  if not same:
    sys.exit('demo: the sound depends on the length of blocks')


if __name__ == '__main__':
  main()
