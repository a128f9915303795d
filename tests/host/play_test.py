#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""csonance play, on the fixture: without a device, at a prompt, and on a
private JACK server with JACK's dummy driver (layer: tests).
"""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time

import hosting
from hosting import check, equal, midi_file, path, run, start, write

NULL = ['--backend', 'null']
URI = 'urn:csonance:instrument'


def end(process, status=0, how=None, timeout=30):
  """Waits for the end; returns what was printed."""
  if how is not None:
    process.send_signal(how)
  try:
    out, err = process.communicate(timeout=timeout)
  finally:
    if process.poll() is None:
      process.kill()
  check(process.returncode == status, 'status', process.returncode, out, err)
  return out, err


def wait_until(condition, what, timeout=30):
  """A bound against hanging; nothing is measured by it."""
  limit = time.monotonic() + timeout
  while not condition():
    check(time.monotonic() < limit, 'never:', what)
    time.sleep(0.02)


# -- without a device ----------------------------------------------------------

def lines_of_standard_input_are_answered():
  result = run('play', URI, *NULL,
               lines='# nothing\nnumber 100.25\n\ntext so it is\npulse 0.5\n')
  equal(result.out.splitlines()[:2], ['100.25', 'so it is'])
  check(re.search(r'^played [\d.]+ s, peak -6\.0 dBFS$', result.out, re.M),
        result)
  equal(result.err, '')


def a_line_that_fails_is_told_by_its_number():
  result = run('play', URI, *NULL, status=1,
               lines='pulse 1\nfail that was wrong\n\nnonsense\nnumber 5\n')
  equal(result.err, 'stdin:2: that was wrong\nstdin:4: no such method\n')
  check('5\n' in result.out, 'and the next line is carried out', result)


def quit_ends_and_leaves_the_rest_unread():
  result = run('play', URI, *NULL, lines='number 1\nquit\nnumber 2\n')
  equal(result.out.splitlines()[0], '1')
  check('\n2\n' not in result.out, result)


def a_line_goes_on_until_its_braces_close():
  result = run('play', URI, *NULL, status=1,
               lines='text {{one\ntwo}}\nfail x\n')
  check(result.out.startswith('{{one\ntwo}}\n'), result)
  equal(result.err, 'stdin:3: x\n')


def many_lines_at_once_are_all_answered():
  result = run('play', URI, *NULL, '--block', 16,
               lines=''.join('number %d %s\n' % (i, 'x' * 2000)
                             for i in range(1000)) + 'number 1000')
  equal(result.out.splitlines()[:-1], [str(i) for i in range(1001)])


def controls_are_set_and_listed():
  result = run('play', URI, *NULL, lines='set ctl1 0.25\ncontrols\n')
  check(re.search(r'^ctl1 +Port 2 +0\.25$', result.out, re.M), result)
  program = write('named.csd', 'ended 99999999\n'
                  'control ctl1\tcutoff\t100\t10000\t1000\texp\tHz\n')
  result = run('play', program, *NULL, lines='set cutoff 1000\ncontrols\n')
  check(re.search(r'^ctl1 +cutoff +1000 Hz$', result.out, re.M), result)
  for line in ('set', 'set ctl1', 'set ctl1 x', 'set nothing 1'):
    result = run('play', URI, *NULL, status=1, lines=line + '\n')
    check(result.err.startswith('stdin:1: '), result)


def work_is_done_by_a_thread():
  result = run('play', URI, *NULL, '--seconds', 0.3, lines='later 0.5\n')
  check('peak -6.0 dBFS' in result.out, result)


def seconds_and_scores_and_midi_files_end_it():
  run('play', URI, *NULL, '--seconds', 0.05)
  run('play', write('song.csd', 'ended 2400\n'), *NULL)
  name = midi_file('short.mid', [(0, [0x90, 60, 127])], end=48)
  result = run('play', URI, *NULL, '--midi', name)
  check('peak 0.0 dBFS' in result.out, result)


def a_script_runs_in_time():
  write('s.txt', '0.01 pulse 0.25\n0.02 fail so\n')
  result = run('play', URI, *NULL, '--script', 's.txt', '--seconds', 0.2,
               '--set', 'ctl1=0', status=1)
  equal(result.err, 's.txt:2: so\n')
  check('peak -12.0 dBFS' in result.out, result)


def signals_end_it_in_peace():
  for number in (signal.SIGINT, signal.SIGTERM):
    process = start('play', URI, *NULL)
    process.stdin.write('number 7\n')
    process.stdin.flush()
    equal(process.stdout.readline(), '7\n')
    out, err = end(process, how=number)
    check(out.startswith('played ') and not err, out, err)


def state_is_saved_at_the_end():
  run('play', URI, *NULL, '--save-state', 'state',
      lines='set ctl1 0.75\nnumber 1\n')
  result = run('play', URI, *NULL, '--state', 'state', lines='controls\n')
  check(re.search(r'^ctl1 +Port 2 +0\.75$', result.out, re.M), result)


def freewheeling_is_off_and_blocks_are_as_promised():
  result = run('play', URI, *NULL, lines='status\n')
  check('freewheel=0' in result.out, result)
  # The fixture's sister puts out 9 (19 dBFS) for a block of another length
  result = run('play', 'urn:csonance-test:fixed', *NULL, '--seconds', 0.1,
               '--block', 96, '--automate', 'ctl1=0:0,0.05:1')
  level = re.search(r'peak (-?[\d.]+) dBFS', result.out)
  check(level and float(level.group(1)) <= 0, result)


# -- at a prompt ---------------------------------------------------------------

def the_prompt_takes_lines_and_ends_by_control_d():
  child, terminal = pty.fork()
  if not child:
    os.chdir(hosting.scratch)
    os.execve(path('bin/csonance'), ['csonance', 'play', URI] + NULL,
              hosting.environment(TERM='xterm'))
  seen = b''

  def expect(text):
    nonlocal seen
    limit = time.monotonic() + 30
    while text not in seen:
      check(time.monotonic() < limit, 'never saw', text, 'but', seen)
      if select.select([terminal], [], [], 0.1)[0]:
        try:
          seen += os.read(terminal, 4096)
        except OSError:
          break
    check(text in seen, 'never saw', text, 'but', seen)
    seen = seen[seen.index(text) + len(text):]

  expect(b'csonance> ')
  os.write(terminal, b'number 123\n')
  expect(b'number 123')
  expect(b'123')
  os.write(terminal, b'fail badly\n')
  expect(b'error: badly')
  os.write(terminal, b'help\n')
  expect(b'Ctrl-D')
  os.write(terminal, b'\x04')
  expect(b'played ')
  equal(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
  os.close(terminal)


# -- on JACK -------------------------------------------------------------------

class Jack:
  """A private server, and the probe compiled against it."""

  def __init__(self, period=128):
    self.name = 'csonance-test-%d' % os.getpid()
    self.env = hosting.environment(
      JACK_DEFAULT_SERVER=self.name, JACK_NO_START_SERVER='1',
      JACK_NO_AUDIO_RESERVATION='1')
    self.server = subprocess.Popen(
      ['jackd', '-S', '-n', self.name, '-r', '-t', '10000', '-d', 'dummy',
       '-r', '48000', '-p', str(period)], env=self.env, stdout=subprocess.DEVNULL,
      stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

  def __enter__(self):
    wait_until(lambda: 'system:playback_1' in self.tool('jack_lsp'),
               'the JACK server')
    return self

  def __exit__(self, *_):
    self.stop()

  def stop(self):
    if self.server.poll() is None:
      self.server.terminate()
      try:
        self.server.wait(10)
      except subprocess.TimeoutExpired:
        self.server.kill()
        self.server.wait()

  def tool(self, *words):
    return subprocess.run(words, env=self.env, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True).stdout

  def play(self, *words):
    process = start('play', *words, JACK_DEFAULT_SERVER=self.name,
                    JACK_NO_START_SERVER='1')
    wait_until(lambda: process.poll() is not None or
               ':out_1' in self.tool('jack_lsp'), 'the ports')
    return process

  def probe(self, client, n_notes, wanted_latency=0):
    """Sends notes, and checks that they are heard at their frames. What JACK
    leaves out when the machine is busy can be neither sent nor heard; what is
    heard is exact in any case."""
    if not os.path.exists(path('jack_probe')):
      subprocess.run([os.environ.get('CC', 'cc'), '-std=c11', '-D_GNU_SOURCE',
                      '-O1', '-o', path('jack_probe'), os.path.join(
                        hosting.HERE, 'fixture', 'jack_probe.c'), '-ljack'],
                     check=True)
    text = self.tool(path('jack_probe'), client + ':control',
                     client + ':out_1', str(n_notes))
    found = {'sent': [], 'heard': [], 'latency': [], 'xruns': []}
    for line in text.splitlines():
      word, number = line.split()
      found[word].append(int(number))
    equal(found['latency'], [wanted_latency])
    wanted = [frame + wanted_latency for frame in found['sent']]
    strange = set(found['heard']) - set(wanted)
    check(not strange, 'heard where nothing is:', strange, found)
    check(len(found['heard']) >= n_notes // 2, 'heard too few', found)
    if found['xruns'] == [0]:
      equal(found['heard'], wanted)
      equal(len(wanted), n_notes)


def on_jack_a_note_is_heard_at_its_frame():
  with Jack() as jack:
    process = jack.play(URI, '--name', 'tested', '--set', 'ctl1=0')
    jack.probe('tested', 40)
    out, err = end(process, how=signal.SIGTERM)
    check('peak 0.0 dBFS' in out and not err, out, err)


def on_jack_latency_is_reported_and_kept():
  with Jack() as jack:
    process = jack.play(write('late.orc', 'latency 37\n'), '--set', 'ctl1=0')
    jack.probe('late', 20, wanted_latency=37)
    end(process, how=signal.SIGINT)


def on_jack_the_buffer_size_may_change():
  with Jack() as jack:
    process = jack.play(URI, '--name', 'tested', '--set', 'ctl1=0')
    for period in (512, 64, 1024):
      jack.tool('jack_bufsize', str(period))
      jack.probe('tested', 20)
    end(process, how=signal.SIGTERM)


def on_jack_lines_are_carried_out_and_ports_connected():
  with Jack() as jack:
    process = jack.play(URI, '--name', 'tested', '--connect')
    process.stdin.write('number 3\n')
    process.stdin.flush()
    equal(process.stdout.readline(), '3\n')
    links = jack.tool('jack_lsp', '-c')
    check('system:playback_2\n   tested:out_2' in links, links)
    process.stdin.close()
    process.stdin = None
    end(process)


def the_end_of_the_server_ends_it_with_a_word():
  with Jack() as jack:
    process = jack.play(URI)
    jack.stop()
    out, err = end(process, status=1)
    check(err.startswith('csonance: JACK has shut down'), err)


def without_a_server_one_line_says_so():
  result = run('play', URI, status=1, JACK_DEFAULT_SERVER='nobody',
               JACK_NO_START_SERVER='1')
  equal(len(result.err.splitlines()), 1, result)
  check('--backend null' in result.err, result)


if not shutil.which('jackd'):
  print('the tool jackd is not installed')
  sys.exit(77)
hosting.main([f for name, f in list(globals().items())
              if callable(f) and getattr(f, '__module__', '') == '__main__'
              and name not in ('end', 'wait_until', 'Jack')])
