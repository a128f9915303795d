# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Cases of a replay: sessions and their notes, by calls and by source."""

from rig import add, at, case, cycles, line, setup, steps

DC = '|kval=0.1, ival=0.2, kother=0.3|\n' \
  'outch 1, upsamp(kval), 2, upsamp(kother * ival)\n'


def note(frame, synth, name, *args, **kwargs):
  """A call of a method of a note."""
  return dict(at(frame, name, *args, **kwargs), receiver=synth)


@case(at(0, 'sched', 'dc', 0.01, 0.1, kval=0.5, returned='Synth(1)'),
      at(0, 'sched', 'dc', 0.12, 0.011, 2, [0.3], returned='Synth(2)'),
      at(0, 'Session.sched', 'dc', args={'kval': 0.4, 'p7': 0.5}, delay=0.14,
         returned='Synth(3)'),
      note(1920, 'Synth(1)', 'set', kval=0.25),
      note(1920, 'Synth(1)', 'set', 'amp', 0.75, delay=0.02),
      note(3200, 'Synth(1)', 'automate', 'kother',
           [0, 0.3, 0.01, 0.9, 0.02, 0.5], mode='linear'),
      note(7680, 'Synth(3)', 'stop'),
      before=[setup('defInstr', 'dc', DC, aliases={'amp': 'kval'})])
def notes_of_a_session(file, folder):
  """Arguments by name, by place, in a dict; set, automate and stop."""
  # 480 is k-cycle 7.5 of the render, 17.5 of the engine, which is 18: so 8
  left = add(steps(9600, (512, 0.5), (1920, 0.25), (2880, 0.75), (5312, 0)),
             steps(9600, (5760, 0.3), (6272, 0)),
             steps(9600, (6720, 0.4), (7680, 0)))
  lines = cycles(9600, 64, lambda c: 0.3 if c < 50 else line(
    [0, 0.3, 0.01, 0.9, 0.02, 0.5], min(c - 49, 16) * 64 / 48000))
  right = add([0.2 * v if 512 <= i < 5312 else 0 for i, v in enumerate(lines)],
              steps(9600, (5760, 0.06), (6272, 0)),
              steps(9600, (6720, 0.1), (7680, 0)))
  return [left, right]


@case(at(0, 'sched', 'dc', 0, 0.02, kval=0.5),
      at(0, 'sched', 'dc', 0.001, 0.02, kval=0.25),
      at(4800, 'sched', 'dc', 0.152, 0.02, kval=0.125, relative=False),
      latency=0.05, before=[setup('defInstr', 'dc', DC)])
def always_later_by_the_latency(file, folder):
  """A session puts the latency before all its notes."""
  both = steps(9600, (2432, 1), (3392, 0))
  last = steps(9600, (6656, 1), (7616, 0))
  return [[0.75 * v + 0.125 * w for v, w in zip(both, last)],
          [0.12 * v + 0.06 * w for v, w in zip(both, last)]]


@case(source='''@case('loops', 0.2)
def loops(r):
    r.defInstr('dc', "|kval=0.1, ival=0.2|\\n"  # Two texts
               'outch 1, upsamp(kval), 2, upsamp(k(ival))\\n')
    for t, in ((0,), (0.04,)): r.sched('dc', t, 0.02, kval=0.5*0.5)
''', fails='"source", at', frames=None)
def unknown_source(file, folder):
  """What is not understood is shown."""


@case(source='''@case('loops', 0.2)
def loops(r):
    r.defInstr('dc', "|kval=0.1, ival=0.2|\\n"  # Two texts
               'outch 1, upsamp(kval), 2, upsamp(k(ival))\\n')
    args = dict(ival=-0.25)
    for t in (0, 0.04): r.sched('dc', t, 0.02, kval=0.25*2)
    for i in range(2):
        s = r.sched('dc', 0.08 + i*0.04, dur=0.02, args=args)
        s.set(kval=0.75, delay=0.09 + i*0.04)
''', frames=None)
def source_with_loops(file, folder):
  """A source is read where there are no calls; times are of the score."""
  file['frames'] = 9600
  return [steps(9600, (0, 0.5), (960, 0), (1920, 0.5), (2880, 0), (3840, 0.1),
                (4352, 0.75), (4800, 0), (5760, 0.1), (6272, 0.75), (6720, 0)),
          steps(9600, (0, 0.2), (960, 0), (1920, 0.2), (2880, 0),
                (3840, -0.25), (4800, 0), (5760, -0.25), (6720, 0))]
