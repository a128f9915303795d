# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Cases of a replay: when events begin and end."""

from rig import DC, at, add, case, rendered, setup, steps

TONE = '''instr 102
  asig oscili p4, p5
  asig *= linsegr:a(0, 0.02, 1, 0.1, 0)
  outch 1, asig
endin
'''
TABLE = '''gislots ftgen 90, 0, 8, -2, 0
instr 103
  tablew p4, 0, 90
endin
instr 104
  outch 1, upsamp(tab:k(0, 90))
endin
'''


@case(at(0, 'sched', 101, 0.1001, 0.05, args=[0.25, 0], returned=101.0002),
      at(0, 'sched', 101, 0.0007, 0.0333, args=[0, 0.5], returned=101.0003),
      at(640, 'sched', 101, 0.1008, 0.0011, args=[0, 0.9], returned=101.0004),
      before=[setup('compile', DC)])
def off_the_grid(file, folder):
  """Starts and ends are rounded to k-cycles: at 48000/64 a start after 0.1001 s
  is that of cycle 75, and a note of 1.1 ms that lies between two is not heard.
  """
  return [steps(9600, (4800, 0.25), (113 * 64, 0)),
          steps(9600, (64, 0.5), (26 * 64, 0))]


@case(at(0, 'sched', 101, 0.05, 0.05, args=[0.1, 0], returned=101.0002),
      at(0, 'sched', 101, 0.005, 0.02, args=[0, 0.3], returned=101.0003),
      at(0, 'sched', 101, 4 * 64 / 48000, 0.01, args=[0, 0.2]),
      latency=0.05,
      before=[setup('compile', DC)])
def extra_latency(file, folder):
  """More than four k-cycles ahead is later by the latency; less is not."""
  return [steps(9600, (4800, 0.1), (7232, 0)),
          add(steps(9600, (256, 0.3), (1216, 0)),
              steps(9600, (256, 0.2), (256 + 512, 0)))]


@case(at(0, 'lockClock', True),
      at(640, 'sched', 101, 0, 0.05, args=[0.1, 0], returned=101.0002),
      at(1280, 'sched', 101, 0, 0.05, args=[0, 0.2], returned=101.0003),
      at(1280, 'lockClock', False),
      at(1280, 'sched', 101, 0, 0.05, args=[0, 0.4], returned=101.0004),
      latency=0.05, before=[setup('compile', DC)])
def lock_clock(file, folder):
  """All that is sent under the lock counts from its moment, with latency."""
  both = steps(9600, (2432, 0.1), (4800, 0))
  return [both, add([2 * v for v in both],
                    steps(9600, (1280, 0.4), (3712, 0)))]


@case(at(0, 'sched', 101, 0, 0, args=[0.5, 0], returned=101.0002),
      at(0, 'sched', 104, 0, 0.2),
      at(1280, 'sched', 103, 0, 0, args=[0.7]),
      before=[setup('compile', DC + TABLE)])
def init_only(file, folder):
  """A duration of 0 is an init pass: what it writes stays, nothing sounds."""
  return [steps(9600, (1280, 0.7)), steps(9600)]


@case(at(0, 'sched', 101.5, 0, 0.1, args=[0.2, 0], returned=101.5),
      at(0, 'sched', 101.5, 0.02, 0.1, args=[0.3, 0], returned=101.5),
      at(0, 'sched', 105.5, 0, -1, args=[0.1, 0.4], returned=105.5),
      at(3200, 'sched', 105.5, 0, -1, args=[0.1, 0.6], returned=105.5),
      before=[setup('compile', DC + DC.replace('101', '105'))])
def one_p1_twice(file, folder):
  """Two notes of one p1 both play; a held one takes the place of another."""
  return [add(steps(9600, (0, 0.2), (4800, 0)),
              steps(9600, (960, 0.3), (5760, 0)), steps(9600, (0, 0.1))),
          steps(9600, (0, 0.4), (3200, 0.6))]


@case(at(0, 'sched', 101, 0.05, 0.1, args=[0.25, 0], returned=101.0002),
      at(0, 'sched', 101, 0.05, 0.1, args=[0.5, 0], returned=101.0003),
      at(0, 'sched', 101, 0, 0.1, args=[0, 0.1], returned=101.0004),
      at(640, 'unschedFuture', 101),
      before=[setup('compile', DC)])
def all_of_the_future(file, folder):
  """unschedFuture of an instrument takes all of its notes to come."""
  return [steps(9600), steps(9600, (0, 0.1), (4800, 0))]


@case(at(0, 'sched', 102, 0, -1, args=[0.2, 300], returned=102.0002),
      at(0, 'sched', 102, 0, -1, args=[0.2, 500], returned=102.0003),
      at(0, 'sched', 102, 0.15, 0.1, args=[0.2, 700], returned=102.0004),
      at(3200, 'unsched', 102), frames=14400,
      before=[setup('compile', TONE)])
def all_of_an_instrument(file, folder):
  """unsched of an instrument ends its running notes, with their release."""
  return rendered(file, TONE, [
    (102.1, 0, 3200, 0.2, 300), (102.2, 0, 3200, 0.2, 500),
    (102.3, 7168, 4800, 0.2, 700)], folder)


@case(at(0, 'sched', 102, 0, -1, args=[0.2, 300], returned=102.0002),
      at(0, 'sched', 101, 0.1, 0.1, args=[0.2, 0], returned=101.0002),
      at(0, 'automatep', 102.0002, 4, [0, 0.2, 1, 0.2]),
      at(3200, 'unschedAll'),
      at(6400, 'sched', 101, 0, 0.1, args=[0, 0.5], returned=101.0003),
      before=[setup('compile', TONE + DC)])
def all_at_once(file, folder):
  """unschedAll ends notes without release, and all that was to come."""
  left = rendered(file, TONE.replace('oscili p4', 'oscili k(p4)'),
                  [(102.1, 0, 9600, 0.2, 300)], folder)[0]
  return [left[:3200] + [0.0] * 6400, steps(9600, (6400, 0.5))]


@case(at(0, 'sched', 'low', 0, 0.1, args=[0.5], returned=35.0002),
      at(0, 'sched', 200, 0, 0.1, returned=200.0002),
      at(0, 'sched', 'high', 0.05, 0.1, args=[0.25], returned=36.0002),
      before=[setup('compile', 'gk1 init 0\ninstr 200\n'
                    '  outch 1, upsamp(gk1)\n  gk1 = 0\nendin\n'
                    'instr low\n  gk1 += p4\nendin\n'
                    'instr high\n  gk1 += p4\nendin\n')])
def names_come_first(file, folder):
  """Instruments with a name are played before those with a number."""
  return [steps(9600, (0, 0.5), (2432, 0.75), (4800, 0)), steps(9600)]


@case(at(0, 'sched', instr=101, delay=0.02, dur=0.04, args=[0.25, 0],
         relative=True, unique=True, returned=101.0002),
      at(0, 'sched', 101.25, 0, -1, [0, 0.125], returned=101.25),
      at(0, 'sched', 101, delay=0.1, dur=0.02, args=[0.5], unique=False),
      at(896, 'unsched', p1=101.25, delay=0.04),
      before=[setup('compile', DC)])
def by_place_and_by_name(file, folder):
  """Arguments by their place or by their name; args by place too."""
  return [steps(9600, (960, 0.25), (2880, 0), (4800, 0.5), (5760, 0)),
          steps(9600, (0, 0.125), (2816, 0))]


@case(at(0, 'pushLock', 0.02), at(640, 'sched', 101, 0, 0.02, args=[0.1, 0]),
      at(640, 'pushLock'), at(1280, 'sched', 101, 0.04, 0.02, args=[0.2, 0]),
      at(1280, 'popLock'), at(1920, 'sched', 101, 0.08, 0.02, args=[0.3, 0]),
      at(1920, 'popLock'), at(1920, 'sched', 101, 0.08, 0.02, args=[0.4, 0]),
      at(1920, 'isClockLocked', returned=False),
      latency=0.1, frames=19200, before=[setup('compile', DC)])
def locks_within_locks(file, folder):
  """A lock within a lock keeps its moment; the last popLock ends both."""
  # From frame 640 of the engine, with 0.02 s: 1600, 3520 and 5440
  return [steps(19200, (960, 0.1), (1920, 0), (2880, 0.2), (3840, 0),
                (4800, 0.3), (5760, 0), (10560, 0.4), (11520, 0)),
          steps(19200)]


@case(at(640, 'lockedClock', latency=0.02), at(640, '__enter__'),
      at(640, 'sched', 101, 0, 0.02, args=[0.1, 0]),
      at(1280, 'sched', 101, 0.02, 0.02, args=[0, 0.2]),
      at(1280, '__exit__', None, None, None),
      at(1280, 'sched', 101, 0, 0.02, args=[0, 0.4]),
      before=[setup('compile', DC)])
def with_the_clock_locked(file, folder):
  """A block of Python that locks the clock is one lock."""
  return [steps(9600, (1600, 0.1), (2560, 0)),
          add(steps(9600, (2560, 0.2), (3520, 0)),
              steps(9600, (1280, 0.4), (2240, 0)))]


@case(at(0, 'sched', 101, 0.01, 0.02, args=[0.5]),
      at(1000, 'sched', 101, 0, 0.01, args=[0.25]),
      ksmps=100, frames=4800, before=[setup('compile', DC)])
def another_cycle(file, folder):
  """k-cycles of which no power of two is a multiple."""
  return [add(steps(4800, (500, 0.5), (1400, 0)),
              steps(4800, (1000, 0.25), (1500, 0))), steps(4800)]
