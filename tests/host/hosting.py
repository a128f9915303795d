# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""What the scripts of this group share (layer: tests): the fixture's bundle,
runs of the program, sound and MIDI files, and the counting of tests.
"""

import array
import atexit
import importlib.util
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
OUT = os.environ.get('CSN_OUT', os.path.join(TOP, 'build'))
BIN = os.environ.get('CSN_BIN', os.path.join(OUT, 'bin', 'csonance'))
SYSTEM = '/usr/lib/lv2:/usr/lib/x86_64-linux-gnu/lv2'

scratch = tempfile.mkdtemp(prefix='csonance-host-')
if not os.environ.get('CSN_KEEP'):
  atexit.register(shutil.rmtree, scratch, ignore_errors=True)


class Failure(Exception):
  """What a test found wrong."""


def check(condition, *told):
  if not condition:
    raise Failure(' '.join(str(t) for t in told) or 'this is not so')


def equal(got, wanted, *told):
  check(got == wanted, *told,
        '\ngot    %.500s\nwanted %.500s' % (repr(got), repr(wanted)))


def path(name):
  return os.path.join(scratch, name)


def write(name, text):
  os.makedirs(os.path.dirname(path(name)), exist_ok=True)
  with open(path(name), 'w') as file:
    file.write(text)
  return path(name)


# -- the fixture ---------------------------------------------------------------

def build_fixture():
  """A copy of the program beside a bundle of the fixture, so that the fixture
  is what it finds as its own plugins."""
  folder = os.path.join(HERE, 'fixture')
  spec = importlib.util.spec_from_file_location(
    'make_ttl', os.path.join(folder, 'make_ttl.py'))
  make_ttl = importlib.util.module_from_spec(spec)
  spec.loader.exec_module(make_ttl)
  write('lv2/fixture.lv2/manifest.ttl', make_ttl.manifest())
  write('lv2/fixture.lv2/fixture.ttl', make_ttl.description())
  os.makedirs(path('bin'), exist_ok=True)
  shutil.copy(BIN, path('bin/csonance'))
  subprocess.run(
    [os.environ.get('CC', 'cc'), '-std=c11', '-O1', '-g', '-shared', '-fPIC',
     '-o', path('lv2/fixture.lv2/fixture.so')] +
    [os.path.join(folder, name)
     for name in ('fixture.c', 'fixture_extensions.c')], check=True)


# -- runs ----------------------------------------------------------------------

class Result:
  def __init__(self, process):
    self.status = process.returncode
    self.out = process.stdout
    self.err = process.stderr

  def __repr__(self):
    return 'status %d\n%s%s' % (self.status, self.out, self.err)


def environment(**more):
  env = dict(os.environ, LV2_PATH=SYSTEM, **more)
  env.pop('JACK_DEFAULT_SERVER', None)
  env.update(more)
  return env


def start(*words, fixture=True, **more):
  program = path('bin/csonance') if fixture else BIN
  return subprocess.Popen(
    [program, *map(str, words)], cwd=scratch, stdout=subprocess.PIPE,
    stderr=subprocess.PIPE, text=True, env=environment(**more),
    stdin=subprocess.PIPE)


def run(*words, fixture=True, status=0, lines=None, **more):
  """Runs the program to its end; its exit status is checked."""
  program = path('bin/csonance') if fixture else BIN
  given = ({'stdin': subprocess.DEVNULL} if lines is None
           else {'input': lines})
  result = Result(subprocess.run(
    [program, *map(str, words)], cwd=scratch, stdout=subprocess.PIPE,
    stderr=subprocess.PIPE, text=True, env=environment(**more), timeout=100,
    **given))
  check(result.status == status, words, 'wanted status %d:' % status, result)
  return result


def left_over():
  """Temporary files that a run should not have left."""
  return [name for name in os.listdir(scratch) if name.endswith('.part')]


# -- files ---------------------------------------------------------------------

class Sound:
  def __init__(self, name):
    with open(os.path.join(scratch, name), 'rb') as file:
      data = file.read()
    check(data[:4] == b'RIFF' and data[8:12] == b'WAVE', name, 'is no WAV')
    at = 12
    while at + 8 <= len(data):
      size = struct.unpack_from('<I', data, at + 4)[0]
      body = data[at + 8:at + 8 + size]
      if data[at:at + 4] == b'fmt ':
        (self.format, self.n_channels, self.rate, _, _, self.bits,
         ) = struct.unpack_from('<HHIIHH', body)
      elif data[at:at + 4] == b'data':
        self.samples = array.array('f')
        self.samples.frombytes(body)
      at += 8 + size + size % 2
    self.n_frames = len(self.samples) // self.n_channels

  def channel(self, index):
    return self.samples[index::self.n_channels]

  def pulses(self, index=0):
    """Where a channel is not zero: {frame: value, rounded}."""
    return {i: round(x, 4) for i, x in enumerate(self.channel(index)) if x}


def sound_file(name, channels, rate=48000):
  """Writes a float WAV of lists of samples."""
  frames = [x for frame in zip(*channels) for x in frame]
  body = array.array('f', frames).tobytes()
  n = len(channels)
  head = struct.pack('<4sI4s4sIHHIIHH4sI', b'RIFF', 36 + len(body), b'WAVE',
                     b'fmt ', 16, 3, n, rate, rate * 4 * n, 4 * n, 32,
                     b'data', len(body))
  with open(path(name), 'wb') as file:
    file.write(head + body)
  return path(name)


def midi_file(name, events, end=0, division=480):
  """Writes a MIDI file of (tick, bytes); 500 ms a quarter."""
  def number(n):
    out = [n & 0x7F]
    while n > 0x7F:
      n >>= 7
      out.insert(0, n & 0x7F | 0x80)
    return bytes(out)

  track, last = b'', 0
  for tick, message in sorted(events, key=lambda e: e[0]):
    track += number(tick - last) + bytes(message)
    last = tick
  track += number(max(end - last, 0)) + b'\xff\x2f\x00'
  with open(path(name), 'wb') as file:
    file.write(b'MThd' + struct.pack('>IHHH', 6, 0, 1, division) +
               b'MTrk' + struct.pack('>I', len(track)) + track)
  return path(name)


# -- counting ------------------------------------------------------------------

def sentence(function):
  return function.__name__.replace('_', ' ')


def main(tests):
  """Runs the functions, prints what fails, and exits with the counts."""
  wanted = sys.argv[1] if len(sys.argv) > 1 else ''
  failed = passed = 0
  try:
    build_fixture()
    for test in tests:
      if not re.search(wanted, sentence(test)):
        continue
      try:
        test()
        passed += 1
        print('ok ' + sentence(test))
      except Exception as error:  # whatever it is, the other tests go on
        failed += 1
        print('FAILED %s: %s: %s' % (
          sentence(test), type(error).__name__, error))
  finally:
    sys.stdout.flush()
  print('%d passed, %d failed' % (passed, failed))
  sys.exit(1 if failed else 0)
