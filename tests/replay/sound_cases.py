# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Cases of a replay: tables, sound files, samples, the test of the output."""

import os

from rig import add, at, case, cycles, line, rendered, setup, steps

SLOTS = '''instr 110
  k0 tab 0, p4
  k1 tab 1, p4
  outch 1, upsamp(k0), 2, upsamp(k1)
endin
'''
# csoundengine's sample player: p4 gain and speed, p6 table, p7 channel, fade,
# start, p10 seconds of the sound
PLAYER = '''instr 19
  kspeed = p5
  ifade = max(p8, 2 * ksmps / sr)
  know init p9
  know += kspeed * ksmps / sr
  if know >= p10 - ifade - ksmps / sr then
    turnoff
  endif
  aenv linsegr 0, ifade, 1, ifade, 0
  asound[] loscilx 1, kspeed, p6, 4, 1, p9 * ftsr(p6)
  again interp k(p4)
  kchannel = 0
  while kchannel < ftchnls(p6) do
    aout = asound[kchannel] * aenv * again
    outch p7 + kchannel, aout
    kchannel += 1
  od
endin
'''


def player(folder, name):
  """The same, with a sound file in table 90."""
  return 'gi90 ftgen 90, 0, 0, -1, "%s", 0, 0, 0\n%s' % (
    os.path.join(folder, name), PLAYER)


def read(*name, **kwargs):
  return setup('readSoundfile', *name, block=True, returned=300, **kwargs)


@case(at(640, 'playSample', 300, speed=1.5, gain=0.5, fade=0.05),
      frames=28800, before=[read('stereo48.wav')])
def faster(file, folder):
  """Speed, gain and fade; a fade counts in seconds of the sample."""
  return rendered(file, player(folder, 'stereo48.wav'), [
    (19, 640, 28160, 0.5, 1.5, 90, 1, 0.05, 0, 0.5)], folder)


@case(at(0, 'playSample', 300, returned=19.0002),
      at(3200, 'setp', 19.0002, 4, 0.25), at(6400, 'setp', 19.0002, 5, 2),
      at(9600, 'setp', 19.0002, 4, 0.5, 5, 0.5),
      frames=28800, before=[read('stereo48.wav')])
def changed_while_it_plays(file, folder):
  """csoundengine's lag has no effect: a gain takes one k-cycle, a speed none.
  """
  orchestra = player(folder, 'stereo48.wav').replace(
    'kspeed = p5', 'kc init -1\n  kc += 1\n'
    '  kspeed = kc < 100 ? 1 : (kc < 150 ? 2 : 0.5)').replace(
    'interp k(p4)', 'interp (kc < 50 ? 1 : (kc < 150 ? 0.25 : 0.5))')
  return rendered(file, orchestra, [(19, 0, 28800, 1, 1, 90, 1, 0, 0, 0.5)],
                  folder)


@case(at(0, 'playSample', 300, 0.1, 2, 0.5, 0.8, 0.02, 0.1, 0.01, -1),
      frames=57600, nchnls=4, before=[read(path='stereo48.wav')])
def slower(file, folder):
  """All arguments by place: half the speed, from channel 2 on."""
  return rendered(file, player(folder, 'stereo48.wav'), [
    (19, 4800, 52800, 0.8, 0.5, 90, 2, 0.02, 0.1, 0.5)], folder)


@case(at(0, 'playSample', tabnum=300, chan=2, dur=0.2, starttime=0.05),
      at(4800, 'playSample', 300, speed=2, returned=19.0003),
      frames=19200, before=[read('mono44.wav')])
def mono_on_the_right(file, folder):
  """One channel of 44100 Hz, ended by its duration; another one over it."""
  return rendered(file, player(folder, 'mono44.wav'), [
    (19.1, 0, 9600, 1, 1, 90, 2, 0, 0.05, 0.5),
    (19.2, 4800, 14400, 1, 2, 90, 1, 0, 0, 0.5)], folder)


@case(at(0, 'playSample', 300, returned=19.0002),
      at(6400, 'unsched', 19.0002),
      frames=9600, before=[read('stereo48.wav', chan=2, skiptime=0.1)])
def skipped_and_stopped(file, folder):
  """One channel of a file, from 0.1 s on; unsched ends it with its fade."""
  orchestra = player(folder, 'stereo48.wav').replace('0, 0, 0\n', '0.1, 0, 2\n')
  return rendered(file, orchestra, [(19, 0, 6400, 1, 1, 90, 1, 0, 0, 0.4)],
                  folder)


@case(at(0, 'playSample', 300), frames=9600,
      before=[setup('makeTable', data=[[i / 4800, -i / 4800]
                                       for i in range(4800)],
                    sr=48000, returned=300)])
def rows_are_frames(file, folder):
  """makeTable of rows is a sound of so many channels."""
  orchestra = 'gi1 ftgen 90, 0, 16384, -7, 0, 4800, 1, 11584, 1\n' \
    'instr 1\n know init 0\n know += ksmps / sr\n' \
    'if know >= 0.1 - 3 * ksmps / sr then\n turnoff\n endif\n' \
    'aenv linsegr 0, 2 * ksmps / sr, 1, 2 * ksmps / sr, 0\n' \
    'aramp phasor 10\n aenv *= interp(k(1))\n outch 1, aramp * aenv, 2, -aramp * aenv\nendin\n'
  return rendered(file, orchestra, [(1, 0, 9600)], folder)


@case(at(0, 'sched', 110, 0, -1, args=[300]),
      at(640, 'tableWrite', 300, 0, 0.5),
      at(640, 'tableWrite', tabnum=300, idx=1, value=0.25, delay=0.02),
      at(1920, 'fillTable', 300, [0.75, 0.125]),
      at(3200, 'automateTable', 300, 1, [0, 0.2, 0.02, 0.6], delay=0.02),
      at(6400, 'freeTable', 301),
      at(6400, 'makeTable', [0.9, 0.8], returned=301),
      at(7040, 'sched', 110, 0, 0.01, args=[301]),
      latency=0.01,
      before=[setup('compile', SLOTS),
              setup('makeEmptyTable', 2, returned=300),
              setup('makeTable', [0.1] * 200, block=False, returned=301)])
def tables(file, folder):
  """Slots now, later and along a line; a number that is used again."""
  # The line: 3200, 0.02 s and the latency
  rise = cycles(9600, 64, lambda c: 0.125 if c < 72 else
                line([0, 0.2, 0.02, 0.6], min(c - 71, 16) * 64 / 48000))
  left = steps(9600, (640, 0.5), (1920, 0.75))
  right = steps(9600, (1600, 0.25), (1920, 0.125))[:3200] + rise[3200:]
  return [add(left, steps(9600, (7040, 0.9), (7552, 0))),
          add(right, steps(9600, (7040, 0.8), (7552, 0)))]


@case(at(0, 'sched', 110, 0, 0.011, args=[104]),
      at(0, 'sched', 110, 0.02, 0.011, [105]),
      at(0, 'sched', 110, 0.04, 0.011, [500]),
      before=[setup('compile', SLOTS),
              setup('makeTable', [0.5, 0.25], tabnum=0, returned=104),
              setup('makeTable', [0.75, 0.125], tabnum=500, returned=105)])
def numbers_of_tables(file, folder):
  """A table of Csound's choice and one of our own; what they returned."""
  return [steps(9600, (0, 0.5), (512, 0), (960, 0.75), (1472, 0), (1920, 0.75),
                (2432, 0)),
          steps(9600, (0, 0.25), (512, 0), (960, 0.125), (1472, 0),
                (1920, 0.125), (2432, 0))]


@case(at(640, 'testAudio', 0.1, 0.06, 0.05, 'sine', -12.0), frames=9600,
      nchnls=4)
def the_test_tone(file, folder):
  """testAudio by place: 50 ms on each channel."""
  return rendered(file, '''instr 25
  asound oscili ampdbfs(-12), 1000
  ktime timeinsts
  kchannel = int((ktime - 0.001 / kr - 1 / kr) / 0.05) % nchnls
  outch kchannel + 1, asound
endin
''', [(25, 3520, 4800)], folder)
