# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Cases of a replay: lists of calls that are wrong, and what is said of them.
What can be made of them is made all the same.
"""

from rig import DC, at, case, setup

COMPILE = setup('compile', DC)


@case(at(0, 'playLouder', 3), before=[COMPILE],
      fails='call 2: playLouder: csoundengine knows no such method')
def unknown_method(file, folder):
  """The marks count in the number of a call, as in the file."""


@case(at(0, 'sched', 101, loudness=3), before=[COMPILE],
      fails='call 2: sched: it has no argument loudness')
def unknown_argument(file, folder):
  """An argument that csoundengine does not have."""


@case(at(0, 'sched', 101, 0, 1, [0.5], True, True, 7), before=[COMPILE],
      fails='call 2: sched: it takes 6 arguments by their place, and has 7')
def one_too_many(file, folder):
  """More arguments than there are."""


@case(at(0, 'sched', 101, 0, delay=0.5), before=[COMPILE],
      fails='call 2: sched: the argument delay is given twice')
def one_twice(file, folder):
  """By its place and by its name."""


@case(at(0, 'automatep', 101.5, 4), before=[COMPILE],
      fails='call 2: automatep: the argument pairs is missing')
def one_missing(file, folder):
  """An argument that has no default."""


@case(at(0, 'sched', 101, 0, 1, args=[{'k4': {}}]), before=[COMPILE],
      fails='call 2: sched: args is neither a number nor a text')
def odd_argument(file, folder):
  """An object where a number is expected."""


@case(at(0, 'makeTable', [[1, 2], [3]]),
      fails='call 1: makeTable: data has rows of different lengths')
def uneven_rows(file, folder):
  """Rows that make no table."""


@case(at(0, 'unsched', 'nobody'), at(0, 'sched', 'noone', 0, 1),
      fails='call 2: sched: there is no instrument of this name')
def unknown_instrument(file, folder):
  """What the engine refuses is told with the number as well."""


@case({'sample': 0, 'args': [1]},
      fails='call 1 does not name a method by "call"')
def no_name(file, folder):
  """A call without a name."""


@case({'sample': 0, 'call': 'sched', 'args': 101},
      fails='call 1 has "args" that are no list')
def no_list(file, folder):
  """Arguments that are no list."""


@case({'call': 'sched', 'args': [101]},
      fails='call 1 does not say at which "sample" it was made')
def no_time(file, folder):
  """A call without a time."""


@case('sched', fails='call 1 is no object')
def no_object(file, folder):
  """A call that is a word."""


@case({'sample': 0, 'call': 'set', 'args': ['kamp', 1]},
      fails='call 1: set: csoundengine knows no such method')
def a_note_of_nobody(file, folder):
  """A method of notes without a note."""


@case({'sample': 0, 'call': 'Synth.set', 'args': ['kamp', 1]},
      fails='call 1: Synth.set: it does not say of which note')
def a_note_of_no_name(file, folder):
  """The same, said to be one of notes."""


@case(sr=0, fails='"sr" is no sample rate')
def no_rate(file, folder):
  """A rate of 0."""


@case(ksmps=0, fails='"ksmps" is 1 to 8192')
def no_cycle(file, folder):
  """k-cycles of no frame."""


@case(nchnls=1000, fails='it has no or too many channels')
def many_channels(file, folder):
  """More channels than the engine has."""


@case(source='@case(1)\ndef deep(r):\n    x = ' + '[' * 100 + ']' * 100,
      fails='the brackets are too deep', frames=None)
def deep_brackets(file, folder):
  """A source may not nest without end."""


@case(source='def open(r):\n    r.sched("x", 0, 1', frames=None,
      fails='a bracket is open')
def open_bracket(file, folder):
  """A source that ends too early."""


@case(source='@case(1)\ndef word(r):\n    r.sched("x', frames=None,
      fails='a text does not end')
def open_text(file, folder):
  """A text that ends too late."""
