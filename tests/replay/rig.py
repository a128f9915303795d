# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""What the cases of a replay are made of (layer: tests): a list of calls as
csoundengine's renders have it, and the sound it must make, which is computed
here or rendered by csound from a score.
"""

import array
import json
import math
import os
import struct
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
OUT = os.environ.get('CSN_OUT', os.path.join(TOP, 'build'))
REPLAY = os.path.join(OUT, 'tests', 'replay')
SILENT = 10.0 ** (-90.0 / 20.0)  # What a difference must stay below
MARK = 640  # Frame of the engine at which a render of csoundengine begins

DC = '''instr 101
  k4 = p4
  k5 = p5
  outch 1, upsamp(k4), 2, upsamp(k5)
endin
'''
CASES = []


class Sound:
  """Channels of numbers."""

  def __init__(self, rate, channels):
    self.rate = rate
    self.channels = channels

  def frames(self):
    return len(self.channels[0]) if self.channels else 0


def setup(name, *args, returned=None, **kwargs):
  """A call before the render begins."""
  return {'sample': 128, 'phase': 'setup', 'call': name, 'args': list(args),
          'kwargs': kwargs, 'returned': returned, 'sample_after': 128}


def at(frame, name, *args, returned=None, **kwargs):
  """A call at a frame of the render."""
  return {'sample': frame, 'phase': 'play', 'call': name, 'args': list(args),
          'kwargs': kwargs, 'returned': returned, 'sample_after': frame}


def case(*calls, frames=9600, sr=48000, ksmps=64, nchnls=2, latency=0.0,
         a4=442, fails=None, before=(), source=None):
  """Takes a function that makes the sound of these calls: `frames` and the
  rest are those of the file. `fails` is what is said of a call that is wrong;
  `source` is there in place of calls.
  """
  def take(function):
    calls_of_it = list(before) + [{'mark': True, 'sample': 0}] + list(calls)
    CASES.append((function, {
      'name': function.__name__, 'description': function.__doc__ or '',
      'sr': sr, 'ksmps': ksmps, 'nchnls': nchnls, 'a4': a4,
      'extraLatency': latency, 'frames': frames,
      **({'source': source} if source else {'calls': calls_of_it})}, fails))
    return function
  return take


def steps(frames, *points):
  """Values that hold from their frames on."""
  values = [0.0] * frames
  for i, (begin, value) in enumerate(points):
    end = points[i + 1][0] if i + 1 < len(points) else frames
    for frame in range(max(0, begin), min(end, frames)):
      values[frame] = value
  return values


def cycles(frames, ksmps, value):
  """A value for each k-cycle, by its number."""
  return [value(frame // ksmps) for frame in range(frames)]


def line(points, x, shape=lambda f: f):
  """Where an automation is after x seconds."""
  times, values = points[0::2], points[1::2]
  if x <= times[0]:
    return values[0]
  for t0, t1, v0, v1 in zip(times, times[1:], values, values[1:]):
    if x < t1:
      return v0 + (v1 - v0) * shape((x - t0) / (t1 - t0))
  return values[-1]


def cosine(f):
  return (1 - math.cos(math.pi * f)) / 2


def add(*sounds):
  return [sum(values) for values in zip(*sounds)]


def read_wav(path):
  """A WAV file of 32-bit floats."""
  with open(path, 'rb') as file:
    data = file.read()
  at_byte, form, samples = 12, None, None
  while at_byte + 8 <= len(data):
    name, size = data[at_byte:at_byte + 4], struct.unpack_from(
      '<I', data, at_byte + 4)[0]
    body = data[at_byte + 8:at_byte + 8 + size]
    form = struct.unpack_from('<HHI', body) if name == b'fmt ' else form
    samples = array.array('f', body) if name == b'data' else samples
    at_byte += 8 + size + size % 2
  return Sound(form[2], [samples[c::form[1]] for c in range(form[1])])


def write_wav(path, rate, channels):
  """A WAV file of 32-bit floats, for the cases that read one."""
  body = array.array('f', (v for frame in zip(*channels) for v in frame))
  data = body.tobytes()
  n = len(channels)
  head = struct.pack('<4sI4s4sIHHIIHH4sI', b'RIFF', 36 + len(data), b'WAVE',
                     b'fmt ', 16, 3, n, rate, rate * n * 4, n * 4, 32, b'data',
                     len(data))
  with open(path, 'wb') as file:
    file.write(head + data)


def write_sounds(folder):
  """The sound files that cases read: half a second each."""
  glide = [0.5 * math.sin(2 * math.pi * (220 + 300 * i / 22050) * i / 44100)
           for i in range(22050)]
  write_wav(os.path.join(folder, 'mono44.wav'), 44100, [glide])
  write_wav(os.path.join(folder, 'stereo48.wav'), 48000, [
    [0.5 * math.sin(2 * math.pi * f * i / 48000) for i in range(24000)]
    for f in (330, 495)])


def rendered(file, orchestra, notes, folder, extra=''):
  """What csound makes of notes: (p1, first frame, frames, p4 …)."""
  rate = file['sr']
  score = ''.join('i %r %.17g %.17g %s\n' % (
    note[0], note[1] / rate, note[2] / rate,
    ' '.join('%r' % value for value in note[3:])) for note in notes)
  csd = os.path.join(folder, file['name'] + '.csd')
  wav = os.path.join(folder, file['name'] + '_csound.wav')
  with open(csd, 'w', encoding='utf-8') as out:
    out.write('<CsoundSynthesizer>\n<CsInstruments>\nsr = %d\nksmps = %d\n'
              'nchnls = %d\n0dbfs = 1\nA4 = %d\n%s</CsInstruments>\n<CsScore>\n'
              '%s%se\n</CsScore>\n</CsoundSynthesizer>\n' % (
                rate, file['ksmps'], file['nchnls'], file['a4'], orchestra,
                extra, score + 'f 0 %g\n' % (file['frames'] / rate)))
  subprocess.run(['csound', '-d', '-m0', '-f', '-W', '-o', wav, csd],
                 check=True, stdout=subprocess.DEVNULL,
                 stderr=subprocess.DEVNULL, timeout=60)
  return [list(channel)[:file['frames']] for channel in read_wav(wav).channels]


def difference(ours, theirs):
  """The largest difference of two lists of channels, and where it is."""
  worst, place = 0.0, (0, 0)
  for channel, (a, b) in enumerate(zip(ours, theirs)):
    for frame, (x, y) in enumerate(zip(a, b)):
      if not abs(x - y) <= worst:
        worst, place = abs(x - y), (frame, channel)
  return worst, place


def check(function, file, fails, folder):
  """'' where a case is right, else what is wrong."""
  path = os.path.join(folder, file['name'] + '.json')
  wav = os.path.join(folder, file['name'] + '.wav')
  with open(path, 'w', encoding='utf-8') as out:
    json.dump({k: v for k, v in file.items() if v is not None}, out)
  run = subprocess.run([REPLAY, path, wav], stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True, timeout=120)
  if fails:
    return '' if run.returncode == 1 and fails in run.stdout else \
      'status %d: %s' % (run.returncode, run.stdout)
  if run.returncode:
    return run.stdout or 'status %d' % run.returncode
  theirs = function(file, folder)
  ours = read_wav(wav)
  if ours.rate != file['sr'] or ours.frames() != file['frames'] or \
      len(ours.channels) != file['nchnls']:
    return 'it has %d channels of %d frames at %d Hz' % (
      len(ours.channels), ours.frames(), ours.rate)
  if [len(channel) for channel in theirs] != [file['frames']] * file['nchnls']:
    return 'the case is wrong: %r' % [len(channel) for channel in theirs]
  worst, (frame, channel) = difference(ours.channels, theirs)
  return '' if worst < SILENT else '%g instead of %g at frame %d, channel %d%s' \
    % (ours.channels[channel][frame], theirs[channel][frame], frame,
       channel + 1, run.stdout and ': ' + run.stdout)
