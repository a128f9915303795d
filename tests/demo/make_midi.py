#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Writes the demonstration's MIDI file: a short piece for two voices in D
minor, with dynamics, a slower last bar and a vibrato on the last note. Type 1,
three tracks: tempo, melody (channel 1), accompaniment (channel 2).
"""

import sys

PPQ = 480
BEAT = 600000    # microseconds: 100 beats a minute
LAST = 760000    # the last bar slows down
N_BEATS = 20

# (beat, beats, key, velocity)
MELODY = [
  (0, 1.5, 74, 52), (1.5, 0.5, 76, 56), (2, 1, 77, 66), (3, 0.5, 76, 60),
  (3.5, 0.5, 74, 54),
  (4, 2, 81, 82), (6, 0.5, 79, 74), (6.5, 0.5, 77, 68), (7, 1, 74, 60),
  (8, 1, 72, 58), (9, 1, 77, 70), (10, 0.75, 76, 78), (10.75, 0.25, 77, 70),
  (11, 1, 79, 88),
  (12, 1.5, 76, 98), (13.5, 0.5, 74, 84), (14, 1, 73, 90), (15, 0.5, 76, 74),
  (15.5, 0.5, 73, 66),
  (16, 4, 74, 80)]

# Broken chords in quavers: (beat, keys)
CHORDS = [
  (0, [50, 57, 62, 65, 57, 62, 65, 69]),    # D minor
  (4, [46, 53, 58, 62, 53, 58, 62, 65]),    # B flat
  (8, [45, 53, 57, 60, 53, 57, 60, 65]),    # F over A
  (12, [48, 55, 60, 64]), (14, [45, 52, 57, 61]),  # C, A
]
CADENCE = [(16, 38), (16.12, 50), (16.24, 57), (16.36, 62), (16.48, 65)]


def accompaniment():
  notes = []
  for start, keys in CHORDS:
    for i, key in enumerate(keys):
      beat = start + 0.5 * i
      # It grows to the fourth bar; the first note of a chord leads
      velocity = 38 + round(1.5 * beat) + (14 if i == 0 else 5 * (i % 2 == 0))
      notes.append((beat, 2.0 if i == 0 else 0.55, key, velocity))
  notes += [(beat, N_BEATS - beat, key, 62 - 3 * i)
            for i, (beat, key) in enumerate(CADENCE)]
  return notes


def number(value):
  """A number of variable length."""
  data = [value & 0x7F]
  while value > 0x7F:
    value >>= 7
    data.insert(0, 0x80 | (value & 0x7F))
  return bytes(data)


def track(events):
  """A track of (tick, order, bytes), with running status."""
  data, now, running = b'', 0, None
  for tick, _, message in sorted(events):
    data += number(tick - now)
    now = tick
    if message[0] >= 0xF0:
      data += message
    else:
      data += message[1:] if message[0] == running else message
      running = message[0]
  data += number(max(0, N_BEATS * PPQ - now)) + b'\xFF\x2F\x00'
  return b'MTrk' + len(data).to_bytes(4, 'big') + data


def voice(name, channel, notes):
  text = name.encode()
  events = [(0, 0, b'\xFF\x03' + number(len(text)) + text)]
  for beat, beats, key, velocity in notes:
    start = round(beat * PPQ)
    end = round((beat + beats) * PPQ) - 10
    events.append((start, 2, bytes([0x90 | channel, key, velocity])))
    events.append((end, 1, bytes([0x90 | channel, key, 0])))
  return events


def piece():
  """The file's bytes."""
  tempo = [(0, 0, b'\xFF\x58\x04\x04\x02\x18\x08'),
           (0, 1, b'\xFF\x51\x03' + BEAT.to_bytes(3, 'big')),
           (16 * PPQ, 0, b'\xFF\x51\x03' + LAST.to_bytes(3, 'big'))]
  melody = voice('Melody', 0, MELODY)
  for i in range(25):  # the wheel comes and goes with the last note
    swell = round(64 * (1 - abs(i - 14) / (14 if i < 14 else 10)))
    melody.append((17 * PPQ + i * 56, 3, bytes([0xB0, 1, swell])))
  lower = voice('Accompaniment', 1, accompaniment())
  header = b'MThd' + (6).to_bytes(4, 'big')
  header += b''.join(n.to_bytes(2, 'big') for n in (1, 3, PPQ))
  return header + track(tempo) + track(melody) + track(lower)


def facts():
  """(notes, seconds, lowest velocity, highest velocity)"""
  velocities = [note[3] for note in MELODY + accompaniment()]
  seconds = (16 * BEAT + (N_BEATS - 16) * LAST) / 1e6
  return len(velocities), seconds, min(velocities), max(velocities)


if __name__ == '__main__':
  if len(sys.argv) != 2:
    sys.exit('usage: make_midi.py FILE.mid')
  with open(sys.argv[1], 'wb') as stream:
    stream.write(piece())
