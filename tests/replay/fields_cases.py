# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Cases of a replay: p-fields, automation, buses, channels, strings, code."""

from rig import DC, add, at, case, cosine, cycles, line, setup, steps

READ_BUS = '''instr 110
  outch 1, upsamp(busin:k(p4, 0.77))
endin
'''
DC_NOTE = at(0, 'sched', 101, 0, -1, args=[0.1, 0.2], returned=101.0002)


def automated(start, points, before, shape=lambda f: f, from_begin=False,
              ksmps=64, sr=48000, frames=9600):
  """A value that is automated from a frame on."""
  first = start // ksmps
  count = int(round(points[-2] * sr / ksmps)) + 1
  values = []
  for cycle in range((frames + ksmps - 1) // ksmps):
    after = cycle - first + (0 if from_begin else 1)
    x = min(after, count) * ksmps / sr
    values.append(before if cycle < first else line(points, x, shape))
  return cycles(frames, ksmps, lambda cycle: values[cycle])


@case(DC_NOTE,
      at(1600, 'automatep', 101.0002, 4, [0, 0.2, 0.1, 0.8], returned=12.0002),
      at(3200, 'automatep', 101.0002, 4, [0, 1, 0.02, 0.5, 0.04, 0],
         returned=12.0003),
      before=[setup('compile', DC)])
def two_lines_on_one_field(file, folder):
  """The line that began later wins, and when it ends the other goes on."""
  one = automated(1600, [0, 0.2, 0.1, 0.8], 0.1, from_begin=True)
  two = automated(3200, [0, 1, 0.02, 0.5, 0.04, 0], 0)
  end = 3200 + 31 * 64
  return [one[:3200] + two[3200:end] + one[end:], steps(9600, (0, 0.2))]


@case(DC_NOTE,
      at(1600, 'automatep', 101, 4, [0, 0.1, 0.05, 0.8, 0.1, 0.2]),
      at(2560, 'setp', 101, 5, 0.9),
      at(3200, 'sched', 101, 0, 0.05, args=[0, 0.3], returned=101.0003),
      before=[setup('compile', DC)])
def all_notes_of_a_number(file, folder):
  """A whole number stands for all notes that run, also those that come."""
  field = automated(1600, [0, 0.1, 0.05, 0.8, 0.1, 0.2], 0.1)
  late = [v if 3200 <= i < 5632 else 0 for i, v in enumerate(field)]
  return [add(field, late),
          add(steps(9600, (0, 0.2), (2560, 0.9)),
              steps(9600, (3200, 0.3), (5632, 0)))]


@case(DC_NOTE, at(0, 'setp', 101.0002, 4, 0.5, delay=0.049),
      at(0, 'automatep', 101.0002, 5, [0, 0.9, 0.02, 0.4, 0.04, 0.3],
         delay=0.049, mode='cos'),
      at(640, 'setp', 101.0002, 4, 0.3, delay=0.005),
      latency=0.02, before=[setup('compile', DC)])
def later_by_the_latency(file, folder):
  """setp and automatep with a delay are later by the latency, as sched is."""
  return [steps(9600, (0, 0.1), (896, 0.3), (3328, 0.5)),
          automated(3328, [0, 0.9, 0.02, 0.4, 0.04, 0.3], 0.2, cosine)]


@case(DC_NOTE,
      at(960, 'automatep', p1=101.0002, pidx=4, pairs=[0.01, 0.3, 0.06, 0.7],
         mode='cos'),
      at(960, 'automatep', 101.0002, 5, [0, 0.8, 0.05, 0.4, 0.1, 0.6], 'smooth',
         0.0, True), before=[setup('compile', DC)])
def automation_by_name(file, folder):
  """Arguments of automatep by name and by place; two points, not from 0."""
  return [automated(960, [0.01, 0.3, 0.06, 0.7], 0.1, cosine),
          automated(960, [0, 0.2, 0.05, 0.4, 0.1, 0.6], 0.2,
                    lambda f: f * f * (3 - 2 * f))]


@case(DC_NOTE,
      at(0, 'automatep', 101.0002, 4, [0, 0.2, 0.1, 0.8], mode='expon(3)'),
      at(0, 'automatep', 101.0002, 5, [0, 0.2, 0.05, 0.8, 0.1, 0.1],
         mode='smoother'), before=[setup('compile', DC)])
def other_modes(file, folder):
  """expon(x) and smoother, as interp1d has them."""
  return [automated(0, [0, 0.2, 0.1, 0.8], 0.1, lambda f: f ** 3, True),
          automated(0, [0, 0.2, 0.05, 0.8, 0.1, 0.1], 0.2,
                    lambda f: f ** 3 * (f * (6 * f - 15) + 10))]


# Buses

@case(at(0, 'sched', 110, 0, -1, args=[0], returned=110.0002),
      at(0, 'sched', 120, 0, 0.1, args=[0], returned=120.0002),
      before=[setup('compile', READ_BUS + 'instr 120\n'
                    '  busout(p4, line:k(0, 0.1, 1))\nendin\n'),
              setup('assignBus', value=0.25, returned=0)])
def control_bus_against_the_order(file, folder):
  """A reader before its writer is one k-cycle late."""
  return [cycles(9600, 64, lambda c: 0.25 if not c else
                 min(c - 1, 74) * 64 / 4800), steps(9600)]


@case(at(0, 'sched', 110, 0, 0.1, args=[0], returned=110.0002),
      at(0, 'sched', 120, 0, 0.1, args=[0, 1], returned=120.0002),
      at(0, 'sched', 130, 0, 0.1, args=[0, 2], returned=130.0002),
      before=[setup('compile', '''instr 110
  outch 1, busin:a(p4)
endin
instr 120
  busout(p4, upsamp(k(0.5)))
endin
instr 130
  outch p5, busin:a(p4)
endin
'''), setup('assignBus', 'audio', returned=0)])
def audio_bus_against_the_order(file, folder):
  """Audio goes from lower to higher instruments only."""
  return [steps(9600), steps(9600, (0, 0.5), (4800, 0))]


@case(at(0, 'sched', 110, 0, 0.051, args=[0]),
      at(0, 'sched', 110, 0.02, 0.06, args=[0]),
      at(1280, 'writeBus', 0, 0.25), at(3200, 'writeBus', bus=0, value=0.4),
      at(5120, 'assignBus', value=0.125, returned=1),
      at(5120, 'sched', 110, 0, 0.051, args=[1]),
      before=[setup('compile', READ_BUS),
              setup('assignBus', 'control', 0.5, returned=0)])
def bus_of_two_clients(file, folder):
  """A bus lives as long as one of its clients; another takes its place."""
  first = steps(9600, (0, 0.5), (1280, 0.25), (2432, 0))
  second = steps(9600, (960, 0.5), (1280, 0.25), (3200, 0.4), (3840, 0))
  third = steps(9600, (5120, 0.125), (7552, 0))
  return [add(first, second, third), steps(9600)]


@case(at(0, 'sched', 110, 0, 0.02, args=[0]),
      at(1280, 'writeBus', 0, 0.6),
      at(1920, 'sched', 110, 0, 0.02, args=[0]),
      at(2560, 'releaseBus', 0),
      at(4800, 'assignBus', 'control', returned=1),
      at(4800, 'sched', 110, 0, 0.02, args=[1]),
      before=[setup('compile', READ_BUS),
              setup('assignBus', kind='control', value=0.5, persist=True,
                    returned=0)])
def bus_that_persists(file, folder):
  """A persistent bus keeps its value with no client; one without a value is 0.
  """
  return [steps(9600, (0, 0.5), (960, 0), (1920, 0.6), (2880, 0)), steps(9600)]


@case(at(0, 'sched', 110, 0, -1, args=[0]),
      at(640, 'automateBus', 0, [[0, 0.02, 0.04], ['nan', 0.9, 0.1]]),
      at(4800, 'automateBus', bus=0, pairs=[0, 0.5, 0.02, 0.9, 0.04, 0.3],
         mode='cos', delay=0.02, overtake=True),
      at(4800, 'writeBus', 0, 0.6, delay=0.01),
      before=[setup('compile', READ_BUS), setup('assignBus', value=0.5,
                                                returned=0)])
def bus_lines(file, folder):
  """automateBus takes times and values apart as well, and the bus's value."""
  one = automated(640, [0, 0.5, 0.02, 0.9, 0.04, 0.1], 0.5)
  two = automated(5760, [0, 0.6, 0.02, 0.9, 0.04, 0.3], 0.6, cosine)
  return [one[:4800] + steps(480 + 480, (0, 0.1), (448, 0.6)) + two[5760:],
          steps(9600)]


@case(at(0, 'sched', 110, 0, -1, args=[0], returned=110.0002),
      at(0, 'sched', 101, 0, -1, args=[0, 0.5], returned=101.0002),
      at(640, 'writeBus', 0, 0.9, delay=0.03),
      at(640, 'writeBus', 0, 0.6, delay=0.001),
      at(3200, 'automateBus', 0, [0, 0.5, 0.01, 0.9, 0.02, 0.3], delay=0.01),
      at(3200, 'unsched', 101.0002, delay=0.02),
      at(3200, 'sched', 101, 0.03, 0.01, args=[0, 0.25], returned=101.0003),
      latency=0.02, before=[setup('compile', READ_BUS + DC),
                            setup('assignBus', value=0.5, returned=0)])
def who_is_later_by_the_latency(file, folder):
  """writeBus and automateBus with a delay are, unsched is not."""
  first = steps(9600, (0, 0.5), (640, 0.6), (3072, 0.9))
  rise = automated(4608, [0, 0.5, 0.01, 0.9, 0.02, 0.3], 0.9)
  return [first[:4608] + rise[4608:],
          steps(9600, (0, 0.5), (4160, 0), (5632, 0.25), (6080, 0))]


# Channels

@case(at(0, 'sched', 121, 0, -1), at(640, 'setChannel', 'ctl', value=0.5),
      at(640, 'setChannel', channel='ctl', value=0.75, method='api', delay=0.0),
      at(1280, 'setChannel', 'ctl', 0.2, 'score', 0.02),
      at(3200, 'setChannel', 'word', 'loud'),
      at(3840, 'setChannel', 'word', 'soft', delay=0.02),
      before=[setup('compile', '''instr 121
  k1 chnget "ctl"
  Sword chnget "word"
  k2 strcmpk Sword, "loud"
  outch 1, upsamp(k1), 2, upsamp(k2 == 0 ? 0.5 : 0.25)
endin
'''), setup('initChannel', 'ctl', 0.1),
              setup('initChannel', 'word', 'soft', kind='S', mode='rw')],
      latency=0.1)
def channels_of_both_kinds(file, folder):
  """Numbers and texts, now and later; a channel knows no latency."""
  return [steps(9600, (0, 0.1), (640, 0.75), (2240, 0.2)),
          steps(9600, (0, 0.25), (3200, 0.5), (4800, 0.25))]


@case(at(0, 'sched', 121, 0, -1), at(640, 'setChannel', 'sound', [0.5] * 64),
      at(1280, 'setChannel', 'sound', value={'ndarray': [0.25] * 64}),
      before=[setup('compile', 'chn_a "sound", 3\ninstr 121\n'
                    '  a1 chnget "sound"\n  outch 1, a1\nendin\n')])
def a_channel_of_sound(file, folder):
  """An audio channel is set to as many numbers as a k-cycle has frames."""
  return [steps(9600, (640, 0.5), (1280, 0.25)), steps(9600)]


@case(DC_NOTE, at(0, 'unsched', 101.0002), at(640, 'setp', 101.0002, 4, 0.5),
      at(640, 'automatep', 101.0002, 4, [0, 0, 0.1, 1]),
      at(640, 'setp', 101, 4, 0.5), at(640, 'getp', 101.0002, 4, returned=-1),
      at(640, 'sched', 199, 0, 1), at(640, 'unsched', 199.5),
      at(640, 'unschedFuture', 199), before=[setup('compile', DC)])
def nothing_there(file, folder):
  """What is meant for a note that has ended does nothing."""
  return [steps(9600), steps(9600)]


# Strings and code

@case(at(0, 'sched', 120, 0, 0.02, args=['one', 'two', 0.5]),
      at(960 - 960 % 64, 'strSet', 'three', returned=24),
      at(1920, 'sched', 120, 0, 0.02, args=[24, 'one', 0.25]),
      at(1920, 'strGet', 24, returned='three'),
      at(1920, 'definedStrings'),
      before=[setup('compile', '''instr 120
  Sa strget p4
  Sb strget p5
  ilength = strlen(Sa) * 10 + strlen(Sb)
  outch 1, upsamp(k(p6)), 2, upsamp(k(ilength / 100))
endin
''')])
def texts_as_arguments(file, folder):
  """Several texts in a note's args, and one by its index."""
  return [steps(9600, (0, 0.5), (960, 0), (1920, 0.25), (2880, 0)),
          steps(9600, (0, 0.33), (960, 0), (1920, 0.53), (2880, 0))]


@case(at(0, 'sched', 101, 0, -1, args=[0.1, 0.2], returned=101.0002),
      at(640, 'compile', 'giValue = 0.75\ninstr 130\n  outch 2, upsamp(k(giValue))\n'
         'endin\n', block=True),
      at(640, 'sched', 130, 0, 0.02),
      at(1280, 'evalCode', 'giValue * 2', returned=1.5),
      at(1920, 'compile', 'instr later\n  outch 1, upsamp(k(p4))\nendin\n'),
      at(1920, 'sched', 'later', 0, 0.02, args=[0.5]),
      at(3200, 'compile', code='instr 101\n outch 1, upsamp(k(0.9))\nendin\n'),
      at(3200, 'setp', 101.0002, 4, 0.3),
      at(4800, 'sched', 101, 0, 0.02), before=[setup('compile', DC)])
def code_while_it_plays(file, folder):
  """What is compiled is there at once; notes that run keep their code."""
  return [add(steps(9600, (0, 0.1), (3200, 0.3)),
              steps(9600, (1920, 0.5), (2880, 0)),
              steps(9600, (4800, 0.9), (5760, 0))),
          add(steps(9600, (0, 0.2)), steps(9600, (640, 0.75), (1600, 0)))]


# Other shapes

@case(at(0, 'sched', 101, 0.01, 0.03, args=[0.5, 0.25], returned=101.0002),
      at(640, 'setp', 101.0002, 4, 0.75),
      at(960, 'automatep', 101.0002, 5, [0, 0.25, 0.003, 0.5, 0.006, 0]),
      sr=44100, ksmps=32, frames=4410, before=[setup('compile', DC)])
def other_rate(file, folder):
  """44100 Hz and 32 frames."""
  rise = automated(960, [0, 0.25, 0.003, 0.5, 0.006, 0], 0.25, ksmps=32,
                   sr=44100, frames=4410)
  return [steps(4410, (448, 0.5), (640, 0.75), (1760, 0)),
          [v if 448 <= i < 1760 else 0 for i, v in enumerate(rise)]]


@case(at(0, 'sched', 101, 0.0101, 0.03, args=[0.5], returned=101.0002),
      at(1037, 'sched', 101, 0, 0.001, args=[0.25]),
      sr=48000, ksmps=1, nchnls=1, frames=2000,
      before=[setup('compile', 'instr 101\n  outch 1, upsamp(k(p4))\nendin\n')])
def one_frame_one_channel(file, folder):
  """k-cycles of one frame, one channel."""
  return [add(steps(2000, (485, 0.5), (1925, 0)),
              steps(2000, (1037, 0.25), (1085, 0)))]


@case(at(0, 'sched', 101, 0, 0.01, args=[0.5]),
      at(1000, 'sched', 101, 0.001, 0.01, args=[0.25]),
      sr=96000, ksmps=10, nchnls=8, frames=4000, a4=432,
      before=[setup('compile', 'instr 101\n  kch = 0\n  while kch < nchnls do\n'
                    '    outch kch + 1, upsamp(p4 / (kch + 1))\n    kch += 1\n  od\n'
                    'endin\n')])
def eight_channels(file, folder):
  """96000 Hz, 10 frames, 8 channels."""
  one = steps(4000, (0, 0.5), (960, 0), (1100, 0.25), (2060, 0))
  return [[v / (c + 1) for v in one] for c in range(8)]


@case(at(0, 'sched', 101, 0, 0.02, args=[0.5]), nchnls=4, a4=432,
      before=[setup('compile', 'instr 101\n  outch 3, upsamp(k(A4 / 1000)), '
                    '4, upsamp(k(mtof:i(69) / 1000))\nendin\n')])
def pitch_of_a4(file, folder):
  """The program's A4 is that of the file."""
  one = steps(9600, (0, 0.432), (960, 0))
  return [steps(9600), steps(9600), one, one]
