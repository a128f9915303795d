#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""The plugins in jalv on a private JACK server with JACK's dummy driver
(layer: tests).
"""

import os
import subprocess

import foreign
import hosting
from foreign import EFFECT, INSTRUMENT, environment, path, wait_until
from hosting import check, equal, write

# A note is a pulse on its frame, as loud as the first control says.
PULSES = '''ksmps = 16
nchnls = 2
0dbfs = 1
chn_k "level", 3, 2, 1, 0, 1
chnset 1, "level"
massign 0, 1
instr 1
  p3 = 0.005
  a1 mpulse chnget:i("level"), 0
  outs a1, a1
endin
'''

STATE = '''@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix state: <http://lv2plug.in/ns/ext/state#> .

<>
  a pset:Preset ;
  lv2:appliesTo <%s> ;
  lv2:port [ lv2:symbol "ctl1" ; pset:value %g ] ;
  state:state [ <urn:csonance:ns#program> """%s""" ] .
'''


class Jack:
  def __init__(self, period=256):
    self.env = environment(
      JACK_DEFAULT_SERVER='csonance-plugin-%d' % os.getpid(),
      JACK_NO_START_SERVER='1', JACK_NO_AUDIO_RESERVATION='1')
    self.server = subprocess.Popen(
      ['jackd', '-S', '-n', self.env['JACK_DEFAULT_SERVER'], '-r', '-t',
       '10000', '-d', 'dummy', '-r', '48000', '-p', str(period)],
      env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
      stderr=subprocess.DEVNULL)

  def __enter__(self):
    wait_until(lambda: 'system:playback_1' in self.tool('jack_lsp'),
               'the JACK server')
    return self

  def __exit__(self, *_):
    if self.server.poll() is None:
      self.server.terminate()
      try:
        self.server.wait(10)
      except subprocess.TimeoutExpired:
        self.server.kill()
        self.server.wait()

  def tool(self, *words):
    return subprocess.run(
      words, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
      stderr=subprocess.DEVNULL, text=True, timeout=60).stdout

  def probe(self, n_notes):
    """Plays notes to jalv; what was sent and heard, and the latency."""
    program = path('jack_probe')
    if not os.path.exists(program):
      subprocess.run([os.environ.get('CC', 'cc'), '-std=c11', '-D_GNU_SOURCE',
                      '-O1', '-o', program, os.path.join(
                        hosting.HERE, 'fixture', 'jack_probe.c'), '-ljack'],
                     check=True)
    found = {'sent': [], 'heard': [], 'latency': [], 'xruns': []}
    for line in self.tool(program, 'tested:control', 'tested:out_1',
                          str(n_notes)).splitlines():
      word, number = line.split()
      found[word].append(int(number))
    check(found['latency'], 'the probe does not run')
    return found


class Jalv:
  def __init__(self, jack, uri, program, ctl1):
    write('state/state.ttl', STATE % (
      uri, ctl1, program.replace('\\', '\\\\').replace('"', '\\"')))
    self.log = open(path('jalv.log'), 'w+')
    self.process = subprocess.Popen(
      ['jalv', '-x', '-n', 'tested', '-l', path('state')], env=jack.env,
      stdin=subprocess.PIPE, stdout=self.log, stderr=subprocess.STDOUT,
      text=True)
    wait_until(lambda: self.process.poll() is not None or
               'tested:out_1' in jack.tool('jack_lsp'), 'jalv')
    check(self.process.poll() is None, 'jalv ended:', self.told())

  def told(self):
    self.log.flush()
    with open(path('jalv.log')) as file:
      return file.read()[-2000:]

  def say(self, line):
    self.process.stdin.write(line + '\n')
    self.process.stdin.flush()

  def __enter__(self):
    return self

  def __exit__(self, *_):
    if self.process.poll() is None:
      self.process.kill()
    self.process.wait()
    self.log.close()

  def quit(self):
    self.process.stdin.close()  # it ends with its commands
    try:
      self.process.wait(20)
    except subprocess.TimeoutExpired:
      check(False, 'jalv does not end', self.told())
    equal(self.process.returncode, 0, self.told())


def heard_rightly(found, latency=0):
  """What JACK drops on a busy machine is neither sent nor heard; what is heard
  is exact in any case."""
  equal(found['latency'], [latency])
  wanted = [frame + latency for frame in found['sent']]
  check(not set(found['heard']) - set(wanted), 'heard where nothing is', found)
  check(len(found['heard']) >= len(wanted) // 2 > 0, 'heard too few', found)
  if found['xruns'] == [0]:
    equal(found['heard'], wanted)


def notes_sound_on_their_frames():
  with Jack() as jack, Jalv(jack, INSTRUMENT, PULSES, 1) as jalv:
    heard_rightly(jack.probe(40))
    jalv.quit()


def a_control_is_heard():
  with Jack() as jack, Jalv(jack, INSTRUMENT, PULSES, 0) as jalv:
    equal(jack.probe(10)['heard'], [])
    jalv.say('set ctl1 1')
    found = {}

    def is_heard():
      found.update(jack.probe(10))
      return found['heard']
    wait_until(is_heard, 'the control')
    heard_rightly(jack.probe(10))
    jalv.quit()


def a_period_that_ksmps_does_not_divide():
  program = PULSES.replace('ksmps = 16', 'ksmps = 48')
  with Jack(100) as jack, Jalv(jack, INSTRUMENT, program, 1) as jalv:
    heard_rightly(jack.probe(20))
    jalv.quit()


def the_effect_runs_and_quits():
  with Jack() as jack, Jalv(jack, EFFECT, 'nchnls = 2\n0dbfs = 1\ninstr 1\n'
                            '  a1, a2 ins\n  outs a1, a2\nendin\n'
                            'schedule 1, 0, -1\n', 0.5) as jalv:
    check('tested:in_2' in jack.tool('jack_lsp'))
    jalv.say('controls')
    jalv.quit()
    check('ctl1 = 0.5' in jalv.told() and 'ctl16 = ' in jalv.told(),
          jalv.told())


foreign.main([notes_sound_on_their_frames, a_control_is_heard,
              a_period_that_ksmps_does_not_divide, the_effect_runs_and_quits],
             ['jackd', 'jack_lsp', 'jalv'])
