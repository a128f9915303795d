#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""csonance render, check, list and info, on the fixture (layer: tests)."""

import os

import hosting
from hosting import check, equal, midi_file, path, run, sound_file, write

BLOCKS = '1 7 64 100 480 1024 1-4096:7'.split()
SCORE = '<CsScore>\ni 1 0 1\n</CsScore>\n'


def notes(*frames):
  """A MIDI file whose ticks are frames: notes of rising velocity."""
  events = []
  for i, frame in enumerate(frames):
    events.append((frame, [0x90, 60, 10 + i]))
    events.append((frame + 1, [0x80, 60, 0]))
  # 24000 ticks a quarter of 500 ms are 48000 ticks a second
  return midi_file('notes.mid', events, division=24000)


def a_midi_note_is_at_its_exact_frame_for_all_blocks():
  frames = [0, 1, 63, 64, 65, 99, 100, 479, 480, 1023, 1024, 4095, 4096, 9999]
  name = notes(*frames)
  wanted = {f: round((10 + i) / 127, 4) for i, f in enumerate(frames)}
  for block in BLOCKS:
    run('render', 'urn:csonance:instrument', '--midi', name, '--seconds', 0.25,
        '--block', block, '-o', 'out.wav')
    sound = hosting.Sound('out.wav')
    equal((sound.format, sound.n_channels, sound.rate, sound.n_frames),
          (3, 2, 48000, 12000))
    equal(sound.pulses(), wanted, 'block', block)


def method_lines_are_at_their_exact_frames():
  script = write('s.txt', '# times need no order\n0.1 pulse 0.5\n\n'
                 '0.05   pulse 0.25\n0 pulse 1\n')
  for block in BLOCKS:
    run('render', 'urn:csonance:instrument', '--script', script,
        '--seconds', 0.2, '--block', block, '-o', 'out.wav')
    equal(hosting.Sound('out.wav').pulses(),
          {0: 1.0, 2400: 0.25, 4800: 0.5}, 'block', block)


def automation_is_the_same_for_all_blocks():
  lane = 'ctl1=0:0,0.05:1,0.1:0.3,0.1:0.9,0.15:0.9,0.2:0'
  seen = None
  for block in BLOCKS:
    run('render', 'urn:csonance:instrument', '--automate', lane,
        '--seconds', 0.25, '--block', block, '-o', 'out.wav')
    channel = hosting.Sound('out.wav').channel(1)
    seen = seen or channel
    check(channel == seen, 'block', block)
  equal([round(x, 3) for x in seen[4799:4801]], [0.319, 0.9], 'the step')
  equal(len(set(seen[64:128])), 1, 'one value in a cell of the grid')
  check(abs(seen[1280] - 1280 / 2400) < 1e-6, 'linear', seen[1280])
  equal(seen[11999], 0.0)


def the_latency_is_dropped():
  program = write('late.csd', 'latency 37\nended 1000\n')
  script = write('s.txt', '0 pulse 0.5\n0.01 pulse 1\n')
  for block in BLOCKS:
    run('render', program, '--script', script, '--block', block,
        '-o', 'out.wav')
    sound = hosting.Sound('out.wav')
    equal(sound.n_frames, 1000, 'block', block)
    equal(sound.pulses(), {0: 0.5, 480: 1.0}, 'block', block)
    equal(set(sound.channel(1)), {0.5}, 'the first frame is time 0')


def a_score_that_ends_sets_the_length():
  for length in (1, 255, 256, 257, 48000):
    program = write('song.csd', 'ended %d\n' % length)
    result = run('render', program)
    equal(hosting.Sound('song.wav').n_frames, length)
    check('song.wav: %d frames' % length in result.out, result)


def a_score_that_is_empty_leaves_the_length_to_the_midi_file():
  program = write('empty.csd', 'ended 0\n' + SCORE)
  name = notes(10, 3000)
  run('render', program, '--midi', name, '--set', 'ctl1=0', '-o', 'out.wav')
  equal(hosting.Sound('out.wav').n_frames, 3001 + 24000)


def a_program_without_a_score_ends_with_the_midi_file():
  blank = '<CsScore>\n; none\n/* x */\n</CsScore>'
  for name, score in (('gone.csd', ''), ('blank.csd', blank)):
    program = write(name, score + '\n')
    run('render', program, '--midi', notes(10, 3000), '--set', 'ctl1=0',
        '-o', 'out.wav')
    equal(hosting.Sound('out.wav').n_frames, 3001 + 24000)


def a_score_that_never_ends_is_ended_by_silence_after_the_midi_file():
  program = write('hour.csd', '<CsScore>\nf 0 3600\n</CsScore>\n')
  for block in BLOCKS[2:]:
    run('render', program, '--midi', notes(10, 3000), '--set', 'ctl1=0',
        '--block', block, '-o', 'out.wav')
    equal(hosting.Sound('out.wav').n_frames, 3001 + 480000)


def a_program_without_any_end_is_told_to_need_seconds():
  program = write('endless.csd', '<CsScore>\n</CsScore>\n')
  result = run('render', program, '--set', 'ctl1=0', '-o', 'never.wav',
               status=2)
  check('--seconds' in result.err and not os.path.exists(path('never.wav')))
  check(not hosting.left_over())


def without_seconds_the_tail_ends_after_half_a_second_of_silence():
  name = notes(100, 20000)
  for block in BLOCKS:
    run('render', 'urn:csonance:instrument', '--midi', name, '--set', 'ctl1=0',
        '--block', block, '-o', 'out.wav')
    equal(hosting.Sound('out.wav').n_frames, 20001 + 24000, 'block', block)


def a_tail_that_goes_on_ends_after_ten_seconds():
  run('render', 'urn:csonance:instrument', '--midi', notes(0, 479),
      '--set', 'ctl1=1', '-o', 'out.wav')
  equal(hosting.Sound('out.wav').n_frames, 480 + 480000)


def seconds_win_over_all():
  program = write('song.csd', 'ended 10\n')
  run('render', program, '--midi', notes(5), '-s', 0.5, '-o', 'out.wav')
  equal(hosting.Sound('out.wav').n_frames, 24000)


def an_input_goes_through_the_effect_unshifted():
  left = [0.001 * (i % 700) for i in range(5000)]
  right = [-0.002 * (i % 300) for i in range(5000)]
  name = sound_file('in.wav', [left, right])
  program = write('fx.csd', 'latency 100\nended 5000\n' + SCORE)
  for block in BLOCKS:
    run('render', program, '--input', name, '--block', block,
        '--set', 'ctl1=0', '-o', 'out.wav')
    sound = hosting.Sound('out.wav')
    equal([round(x, 5) for x in sound.channel(0)],
          [round(x, 5) for x in left], 'block', block)
    equal([round(x, 5) for x in sound.channel(1)],
          [round(x, 5) for x in right], 'block', block)


def an_input_of_one_channel_goes_to_both_sides():
  name = sound_file('mono.wav', [[0.25] * 100])
  run('render', 'urn:csonance:effect', '--input', name, '--set', 'ctl1=0',
      '-s', 0.01, '-o', 'out.wav')
  sound = hosting.Sound('out.wav')
  equal(set(sound.channel(0)[:100]) | set(sound.channel(1)[:100]), {0.25})
  equal(set(sound.channel(0)[100:]), {0.0})


def a_program_of_many_channels_runs_in_the_multi():
  program = write('many.csd', 'nchnls 5\nended 100\n')
  run('render', program, '-o', 'out.wav')
  equal(hosting.Sound('out.wav').n_channels, 5)
  run('render', program, '--as', 'instrument', '-o', 'out.wav')
  equal(hosting.Sound('out.wav').n_channels, 2)
  one = write('one.csd', 'nchnls 1\nended 100\n')
  run('render', one, '--as', 'multi', '-o', 'out.wav')
  equal(hosting.Sound('out.wav').n_channels, 2)


def controls_are_set_by_name_and_in_their_unit():
  program = write('named.csd', 'ended 100\n'
                  'control ctl1\tcutoff\t100\t10000\t1000\texp\tHz\n')
  run('render', program, '--set', 'cutoff=1000', '-o', 'out.wav')
  equal(set(hosting.Sound('out.wav').channel(1)), {0.5})
  run('render', program, '--automate', 'cutoff=0:10000', '-o', 'out.wav')
  equal(set(hosting.Sound('out.wav').channel(1)), {1.0})
  result = run('render', program, '--set', 'cutoff=20000', '-o', 'out.wav')
  check('20000 is limited to 10000' in result.err, result)
  result = run('render', program, '--set', 'cutof=3', status=2)
  check('no control "cutof": there are cutoff, ctl1' in result.err, result)


def a_bad_program_is_told_by_file_and_line_and_leaves_nothing():
  write('bad.csd', 'nchnls 1\nerror no such opcode\n')
  for command in ('render', 'check', 'play'):
    more = ['--backend', 'null'] if command == 'play' else []
    result = run(command, 'bad.csd', *more, status=1)
    equal(result.err, 'bad.csd:2:7: error: no such opcode\n')
    equal(result.out, '')
  check(not os.path.exists(path('bad.wav')) and not hosting.left_over())
  write('old.wav', 'precious')
  run('render', 'bad.csd', '-o', 'old.wav', status=1)
  with open(path('old.wav')) as file:
    equal(file.read(), 'precious')


def a_good_program_checks():
  write('good.csd', 'ended 10\n')
  equal(run('check', 'good.csd').out, 'good.csd: ok\n')
  equal(run('check', 'good.csd', '--quiet').out, '')
  equal(run('check', 'urn:csonance:effect').status, 0)


def a_call_that_fails_is_told_by_file_and_line():
  script = write('calls.txt', '# one\n0 pulse 1\n0.01 fail that was wrong\n'
                 '0.02 number 3\n0.02 nonsense\n')
  result = run('render', 'urn:csonance:instrument', '--script', 'calls.txt',
               '-s', 0.1, '-o', 'out.wav', status=1)
  equal(result.err, 'calls.txt:3: that was wrong\n'
        'calls.txt:5: no such method\n')
  equal(hosting.Sound('out.wav').n_frames, 4800, 'and yet all is written')
  write('calls.txt', '0 pulse 1\nsoon pulse 1\n')
  result = run('render', 'urn:csonance:instrument', '--script', script,
               '-s', 0.1, status=1)
  check('calls.txt:2: a line begins with its time' in result.err, result)


def errors_are_told_once_and_also_those_that_nobody_asked_for():
  write('errors.txt', '0 warn a.csd:1:2: error: late\n0.01 twice so\n')
  result = run('render', 'urn:csonance:instrument', '--script', 'errors.txt',
               '-s', 0.1, '-o', 'out.wav', status=1)
  equal(result.err, 'a.csd:1:2: error: late\nerrors.txt:2: so\n')
  result = run('play', 'urn:csonance:instrument', '--backend', 'null',
               lines='twice so\n', status=1)
  equal(result.err, 'stdin:1: so\n')


def thousands_of_lines_at_one_frame_find_room():
  script = write('many.txt', ''.join(
    '0.001 pulse 0.0001 %s\n' % ('x' * 400) for _ in range(5000)))
  run('render', 'urn:csonance:instrument', '--script', script, '-s', 0.01,
      '-o', 'out.wav')
  equal(hosting.Sound('out.wav').pulses(), {48: 0.5})


def work_is_done_at_once_offline():
  script = write('later.txt', '0.01 later 0.5\n')
  for block in BLOCKS:
    run('render', 'urn:csonance:instrument', '--script', script, '-s', 0.2,
        '--block', block, '-o', 'out.wav')
    check(0.5 in hosting.Sound('out.wav').pulses().values(), 'block', block)


def freewheeling_is_told_and_is_no_part_of_the_state():
  run('render', 'urn:csonance:instrument', '-s', 0.01, '-o', 'out.wav',
      '--save-state', 'free')
  with open(path('free/state.ttl')) as file:
    text = file.read()
  check('freewheel' not in text and 'ctl1' in text, text)
  result = run('play', 'urn:csonance:instrument', '--backend', 'null',
               '--state', 'free', lines='status\n')
  check('freewheel=0' in result.out, result)
  script = write('wheel.txt', '0 wheel\n')
  run('render', 'urn:csonance:instrument', '-s', 0.01, '--script', script,
      '-o', 'out.wav')
  equal(hosting.Sound('out.wav').pulses(), {0: 1.0})


def state_is_saved_and_restored():
  run('render', 'urn:csonance:instrument', '--midi', notes(10), '-s', 0.01,
      '--set', 'ctl1=0.75', '--save-state', 'state', '-o', 'out.wav')
  check(os.path.exists(path('state/state.ttl')))
  run('render', 'urn:csonance:instrument', '--state', 'state', '-s', 0.01,
      '-o', 'out.wav')
  sound = hosting.Sound('out.wav')
  equal(set(sound.channel(1)), {0.75})
  equal(sound.pulses(), {0: round(10 / 127, 4)}, 'the inner state')
  result = run('render', 'urn:csonance:effect', '--state', 'state', '-s', 1,
               status=1)
  check('state of urn:csonance:instrument' in result.err, result)
  result = run('render', 'urn:csonance:effect', '--state', 'none', '-s', 1,
               status=1)
  equal(len(result.err.splitlines()), 1, result)


def a_preset_is_found_by_label_and_by_uri():
  for name in ('Quarter', 'urn:csonance-test:preset'):
    run('render', 'urn:csonance:instrument', '--preset', name, '-s', 0.01,
        '-o', 'out.wav')
    equal(set(hosting.Sound('out.wav').channel(1)), {0.25})
  result = run('render', 'urn:csonance:instrument', '--preset', 'Third',
               '-s', 1, status=1)
  check('has "Quarter"' in result.err, result)


def what_a_plugin_needs_and_the_host_lacks_is_named():
  for command in ('render', 'check'):
    result = run(command, 'urn:csonance-test:needy', status=1)
    check('urn:nobody:has-this' in result.err, result)
    result = run(command, 'urn:csonance-test:odd', status=1)
    check('its port odd' in result.err, result)


def a_plugin_that_wants_fixed_blocks_gets_them():
  for block in ('64', '100'):
    run('render', 'urn:csonance-test:fixed', '-s', 0.01, '--block', block,
        '--automate', 'ctl1=0:0,1:1', '--midi', notes(300), '-o', 'out.wav')
    sound = hosting.Sound('out.wav')
    equal(sound.n_frames, 480)
    check(max(sound.samples) < 2, 'a block of another length was run')
    equal(list(sound.pulses()), [300])
  run('render', 'urn:csonance-test:fixed', '-s', 0.01, '--block', '1-9:1',
      status=1)


def wrong_usage_is_one_line_and_status_2():
  for words in (
      [], ['fly'], ['render'], ['render', 'x.csd', 'y.csd'],
      ['render', 'x.csd', '--nothing'], ['render', 'x.csd', '--seconds'],
      ['render', 'x.csd', '--seconds', 'x'], ['render', 'x.csd', '-s', '-1'],
      ['render', 'x.csd', '--rate', '44.1'], ['render', 'x.csd', '-b', '0'],
      ['render', 'x.csd', '-b', '9-1:1'], ['render', 'x.csd', '-b', '1-9'],
      ['render', 'x.csd', '--ksmps', 'some'], ['render', 'x.csd', '--as', 'it'],
      ['render', 'x.csd', '--set', 'x'], ['render', 'x.csd', '--quiet=1'],
      ['render', 'x.csd', '-k', 'fit', '-b', '1-64:1'],
      ['check', 'x.csd', '--output', 'x'], ['list', 'all'], ['info'],
      ['render', 'urn:csonance:instrument'],
      ['render', 'urn:csonance:instrument', '--as', 'effect'],
      ['render', 'urn:csonance:instrument', '-s', 1, '--set', 'ctl1=x'],
      ['render', 'urn:csonance:instrument', '-s', 1, '--automate', 'ctl1=1'],
      ['render', 'urn:csonance:instrument', '-s', 1,
       '--automate', 'ctl1=1:0,0:1'],
      ['play', 'x.csd', '--backend', 'oss']):
    result = run(*words, status=2)
    equal((result.out, len(result.err.splitlines())), ('', 1), words, result)


def what_is_missing_or_broken_is_one_line_and_status_1():
  notes(100)
  write('broken.mid', 'MThd')
  write('broken.wav', 'RIFF')
  sound_file('slow.wav', [[0.0] * 100], rate=44100)
  write('fine.csd', 'ended 10\n')
  with open(path('binary.txt'), 'wb') as file:
    file.write(b'0 pulse 1\0\n')
  for words in (
      ['missing.csd'], ['missing'], ['urn:nobody:plugin'],
      ['fine.csd', '--midi', 'missing.mid'],
      ['fine.csd', '--midi', 'broken.mid'],
      ['fine.csd', '--input', 'missing.wav'],
      ['fine.csd', '--input', 'broken.wav'],
      ['fine.csd', '--input', 'slow.wav'],
      ['fine.csd', '--script', 'missing.txt'],
      ['fine.csd', '--script', 'binary.txt'],
      ['fine.csd', '-o', 'missing/out.wav'], ['fine.csd', '-o', scratch()],
      ['urn:csonance:instrument', '--input', 'slow.wav', '-s', 1],
      ['fine.csd', '--picture', 'missing/x.png']):
    result = run('render', *words, status=1)
    lines = [l for l in result.err.splitlines() if l.strip()]
    equal(len(lines), 1, words, result)
  check(not hosting.left_over())
  result = run('render', 'fine.csd', '--input', 'slow.wav', status=1)
  check('--rate 44100' in result.err, result)


def scratch():
  return hosting.scratch


def a_source_is_never_overwritten():
  write('both.csd', 'ended 10\n')
  run('render', 'both.csd', '-o', 'both.csd', status=2)
  name = sound_file('in.wav', [[0.5] * 10])
  run('render', 'urn:csonance:effect', '--input', name, '-o', 'in.wav',
      status=2)
  equal(hosting.Sound('in.wav').n_frames, 10)


def a_device_can_be_written_to_and_stays():
  write('dev.csd', 'ended 10\n')
  run('render', 'dev.csd', '-o', '/dev/null')
  check(not os.path.isfile('/dev/null'))


def equal_renders_are_equal_files():
  write('same.csd', 'ended 5000\n')
  data = []
  for name in ('a.wav', 'b.wav'):
    run('render', 'same.csd', '-o', name)
    with open(path(name), 'rb') as file:
      data.append(file.read())
  check(data[0] == data[1])


def the_picture_is_a_picture():
  write('pic.csd', 'ended 5000\n')
  run('render', 'pic.csd', '--picture', 'pic.png')
  with open(path('pic.png'), 'rb') as file:
    equal(file.read(8), b'\x89PNG\r\n\x1a\n')


def list_and_info_tell_of_plugins():
  rows = [l.split('\t') for l in run('list').out.splitlines()]
  check(['urn:csonance:effect', 'Test effect', 'Plugin'] in rows, rows)
  check(all(len(row) == 3 for row in rows), rows)
  equal([r[0] for r in rows], sorted(r[0] for r in rows))
  text = run('info', 'urn:csonance:instrument').out
  for part in ('Test instrument', '0 .. 1, default 0.5', 'Quarter',
               'urn:csonance:ns#call', 'MIDI in'):
    check(part in text, part, text)
  text = run('info', 'urn:csonance-test:needy').out
  check('urn:nobody:has-this  (not in this host)' in text, text)
  run('info', 'urn:nobody:plugin', status=1)


def help_is_there_for_each_command():
  check('render' in run('--help').out)
  for command in ('render', 'play', 'check', 'list', 'info'):
    text = run(command, '--help').out
    check(text.startswith('usage: csonance ' + command), text)
    check(max(map(len, text.splitlines())) < 92, text)
  check(run('--version').out.startswith('csonance '))


hosting.main([f for name, f in list(globals().items())
              if callable(f) and getattr(f, '__module__', '') == '__main__'
              and name not in ('notes', 'scratch')])
