#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""csonance on other people's plugins: mda, the LV2 book's, calf, x42 (layer:
tests).
"""

import math
import subprocess

import hosting
from hosting import check, equal, midi_file, run, sound_file

BLOCKS = '1 7 64 100 480 1024 1-4096:7'.split()
JX10 = 'http://drobilla.net/plugins/mda/JX10'
AMP = 'http://lv2plug.in/plugins/eg-amp'


def piece():
  """A piece over a drone. JX10 does not run its noise and its vibrato while
  nothing sounds, so pauses would make it depend on the blocks; and it takes
  controllers and bends at the start of a block, wherever they are."""
  events = [(0, [0x90, 36, 100]), (2400, [0x80, 36, 0])]
  for i in range(16):
    events.append((37 + i * 131, [0x90, 50 + i * 7 % 24, 50 + 3 * i]))
    events.append((137 + i * 131, [0x80, 50 + i * 7 % 24, 0]))
  return midi_file('piece.mid', events)


def rms(samples):
  return math.sqrt(sum(x * x for x in samples) / len(samples))


def a_synthesizer_plays_the_same_for_all_blocks():
  seen = None
  for block in BLOCKS:
    run('render', JX10, '--midi', piece(), '--seconds', 2, '--block', block,
        '--automate', 'vcf_freq=0:0.9,1:0.3,1:0.7', '-o', 'jx.wav',
        fixture=False)
    sound = hosting.Sound('jx.wav')
    seen = seen or sound.samples
    check(sound.samples == seen, 'block', block)
  check(rms(seen) > 0.01, 'it sounds')


def presets_and_state_of_a_synthesizer_come_back():
  run('render', JX10, '--midi', piece(), '--preset', 'Brass Section',
      '--set', 'tuning=0.6', '--save-state', 'jx', '-o', 'a.wav',
      fixture=False)
  run('render', JX10, '--midi', piece(), '--state', 'jx', '-o', 'b.wav',
      fixture=False)
  run('render', JX10, '--midi', piece(), '-o', 'c.wav', fixture=False)
  a, b, c = (hosting.Sound(n).samples for n in ('a.wav', 'b.wav', 'c.wav'))
  check(a == b and a != c)


def an_amplifier_amplifies():
  tone = [0.5 * math.sin(i / 10) for i in range(48000)]
  name = sound_file('tone.wav', [tone])
  for gain in (-6, 0, 6):
    run('render', AMP, '--input', name, '--set', 'gain=%d' % gain,
        '--seconds', 1, '-o', 'amp.wav', fixture=False)
    sound = hosting.Sound('amp.wav')
    equal(sound.n_channels, 1)
    wanted = 10 ** (gain / 20)
    worst = max(abs(x - wanted * t) for x, t in zip(sound.samples, tone))
    check(worst < 1e-5, gain, worst)


def a_value_out_of_range_is_limited_with_a_word():
  name = sound_file('tone.wav', [[0.5] * 100])
  result = run('render', AMP, '--input', name, '--set', 'gain=99',
               '--seconds', 0.01, '-o', 'amp.wav', fixture=False)
  check('--set gain: 99 is limited to 24' in result.err, result)


def a_sampler_with_a_worker_plays_offline_and_live():
  name = midi_file('hit.mid', [(100, [0x90, 60, 127]), (200, [0x80, 60, 0])],
                   end=300)
  result = run('render', 'http://lv2plug.in/plugins/eg-sampler', '--midi',
               name, '-o', 'hit.wav', fixture=False)
  sound = hosting.Sound('hit.wav')
  check(max(map(abs, sound.samples)) > 0.1, result)
  first = next(i for i, x in enumerate(sound.samples) if abs(x) > 1e-6)
  check(abs(first - 5000) < 500, first)  # 100 ticks; the sample's own attack
  result = run('play', 'http://lv2plug.in/plugins/eg-sampler', '--midi', name,
               '--backend', 'null', '--seconds', 0.5, fixture=False)
  check('peak' in result.out, result)


def a_reverb_rings_on_after_its_input():
  name = sound_file('click.wav', [[1.0] + [0.0] * 999] * 2)
  run('render', 'http://calf.sourceforge.net/plugins/Reverb', '--input', name,
      '--picture', 'reverb.png', '-o', 'reverb.wav', fixture=False)
  sound = hosting.Sound('reverb.wav')
  check(48000 < sound.n_frames <= 1000 + 480000, sound.n_frames)
  check(rms(sound.samples[48000:96000]) > 1e-6)


def a_line_may_use_what_the_line_before_has_compiled():
  result = run('play', 'urn:csonance:instrument', '--backend', 'null',
               fixture=False, lines='\n'.join((
                 'compile "instr Made\\na1 oscili 0.5, p4\\n'
                 'outs a1, a1\\nendin"',
                 '$note = sched Made 0 -1 500', 'setp $note 4 600', '')))
  check(not result.err, result)


def every_installed_plugin_is_run_or_refused_with_one_word():
  rows = run('list', fixture=False).out.splitlines()
  check(len(rows) > 100, len(rows))
  rows = rows if not hosting.os.environ.get('CSN_QUICK') else rows[::10]
  for row in rows:
    uri = row.split('\t')[0]
    process = subprocess.run(
      [hosting.BIN, 'render', uri, '--seconds', '0.02', '-o', 'any.wav'],
      cwd=hosting.scratch, env=hosting.environment(), timeout=60, text=True,
      stdout=subprocess.PIPE, stderr=subprocess.PIPE,
      stdin=subprocess.DEVNULL)
    check(process.returncode in (0, 1), uri, process)
    if process.returncode:
      check('has no audio outputs' in process.stderr, uri, process.stderr)


hosting.main([f for name, f in list(globals().items())
              if callable(f) and getattr(f, '__module__', '') == '__main__'
              and name not in ('piece', 'rms')])
