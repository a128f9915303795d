#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""csonance play with --udp and --osc, called from another process as an editor
would, and without the network's module (layer: tests).
"""

import os
import shutil
import socket
import struct
import subprocess

import foreign
import hosting
from foreign import BUNDLE, environment, path, wait_until
from hosting import check, equal, write

PROGRAM = '''sr = 48000
ksmps = 16
nchnls = 2
0dbfs = 1
chn_k "level", 3
'''


def talker():
  made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
  made.bind(('127.0.0.1', 0))
  made.settimeout(30)
  return made


def level(own, udp):
  """Asks for the channel, and awaits the answer."""
  query = ':@level 127.0.0.1 %d' % own.getsockname()[1]
  own.sendto(query.encode(), ('127.0.0.1', udp))
  name, value = own.recv(65536).rstrip(b'\0').split(b'::')
  equal(name, b'level')
  return float(value)


class Player:
  """csonance play, its servers' ports and a socket to them."""

  def __init__(self, *options, program=hosting.BIN):
    write('net.orc', PROGRAM)
    self.process = subprocess.Popen(
      [program, 'play', path('net.orc'), '--backend', 'null', *options],
      env=environment() | {'LV2_PATH': hosting.SYSTEM}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
      stderr=subprocess.PIPE, text=True)
    self.socket = talker()

  def __enter__(self):
    return self

  def __exit__(self, *_):
    self.socket.close()
    if self.process.poll() is None:
      self.process.kill()
    self.process.communicate()

  def port(self, name):
    """What it has printed for the next option."""
    word, number = self.process.stdout.readline().split()
    equal(word, name + ':')
    return int(number)

  def send(self, port, packet):
    self.socket.sendto(packet.encode() if isinstance(packet, str) else packet,
                       ('127.0.0.1', port))

  def ask(self, port, packet):
    self.send(port, packet)
    return self.socket.recv(65536)

  def level(self, udp):
    return level(self.socket, udp)

  def end(self, status=0, lines='quit\n'):
    out, err = self.process.communicate(lines, timeout=60)
    equal(self.process.returncode, status, out, err)
    return out, err


def padded(text):
  return text + b'\0' * (4 - len(text) % 4)


def osc(address, types, *values):
  message = padded(address.encode()) + padded(b',' + types.encode())
  for kind, value in zip(types, values):
    if kind == 's':
      message += padded(value.encode())
    elif kind == 'b':
      message += struct.pack('>i', len(value)) + value
    else:
      message += struct.pack('>' + kind.replace('h', 'q'), value)
  return message


def an_editor_sends_code():
  with Player('--udp', '0') as player:
    udp = player.port('udp')
    player.send(udp, 'instr Editor\n  chnset p4, "level"\nendin\n')
    player.send(udp, '& i "Editor" 0 0.1 0.25')
    wait_until(lambda: player.level(udp) == 0.25, 'the code')
    player.send(udp, 'instr Bad\n  nothing 1, 2\nendin\n')
    player.send(udp, '@level 0.5')
    wait_until(lambda: player.level(udp) == 0.5, 'the channel')
    _, err = player.end(lines='sync\nquit\n')
    equal(err.count('compile:2:'), 1, err)


def long_code_comes_in_packets():
  code = 'instr 5\n%s\n  chnset %d, "level"\nendin' % ('; long\n' * 40000, 7)
  with Player('--udp', '0') as player:
    udp = player.port('udp')
    pieces = [code[i:i + 50000] for i in range(0, len(code), 50000)]
    pieces[0] = '{{ ' + pieces[0]
    pieces[-1] += ' }}'
    check(len(pieces) > 5)
    for piece in pieces:  # each has been taken before the next one comes
      player.send(udp, piece)
      if piece is not pieces[-1]:
        with talker() as other:
          level(other, udp)
    player.send(udp, '& i 5 0 0.1')
    wait_until(lambda: player.level(udp) == 7, 'the code')
    player.end()


def osc_is_answered():
  with Player('--osc', '0') as player:
    port = player.port('osc')
    equal(player.ask(port, osc('/setChannel/1', 'sd', 'level', 0.125)),
          osc('/reply', 'si', 'setChannel', 1))
    equal(player.ask(port, osc('/getControlChannel/2', 's', 'level')),
          osc('/reply', 'sid', 'getControlChannel', 2, 0.125))
    equal(player.ask(port, osc('/compile', 's', 'instr 3\niv = p5\nendin')),
          osc('/reply', 'si', 'compile', 0))
    equal(player.ask(port, osc('/sched/3', 'sdhb', '3', 0.0, -1,
                               struct.pack('>dd', 1, 2))),
          osc('/reply', 'sid', 'sched', 3, 3.0002))
    equal(player.ask(port, osc('/getp/4', 'di', 3.0002, 5)),
          osc('/reply', 'sid', 'getp', 4, 2.0))
    equal(player.ask(port, osc('/getp/5', 'di', 4.5, 5)),
          osc('/error', 'sis', 'getp', 5, 'no such note or p-field'))
    player.end()


def one_csonance_sends_to_another():
  with Player('--udp', '0') as player, Player() as sender:
    udp = player.port('udp')
    to = 'host=127.0.0.1 port=%d' % udp
    sender.end(lines='udpSendOrc "instr 8\\nchnset p4, {{level}}\\nendin" %s\n'
               'udpSendScoreline "i 8 0 0.1 11" %s\nquit\n' % (to, to))
    wait_until(lambda: player.level(udp) == 11, 'the code')
    player.end()


def a_port_that_is_taken_is_told():
  with Player('--udp', '0') as player:
    udp = player.port('udp')
    with Player('--udp', str(udp)) as other:
      _, err = other.end(status=1)
      check('udp: cannot listen at 127.0.0.1:%d: ' % udp in err, err)
    player.end()


def with_module(name, contents):
  """The program and the bundle, whose network module is missing, or none."""
  bundle = os.path.join(path(name), 'lv2', 'csonance.lv2')
  shutil.copytree(BUNDLE, bundle)
  os.mkdir(os.path.join(path(name), 'bin'))
  module = os.path.join(bundle, 'csonance-network.so')
  os.remove(module)
  if contents is not None:
    with open(module, 'wb') as file:
      file.write(contents)
  return shutil.copy(hosting.BIN, os.path.join(path(name), 'bin'))


def without_the_module_all_else_plays():
  for name, contents in (('absent', None), ('broken', b'nothing')):
    with Player(program=with_module(name, contents)) as player:
      out, err = player.end(status=1, lines='udpserver\noscserver -1\n'
                            'setChannel level 3\ngetControlChannel level\n')
      check(err.startswith('stdin:1: the network\'s module cannot be loaded: '),
            err)
      equal(err.count('\n'), 1, err)
      check('3' in out.split('\n'), out)


def the_plugin_needs_no_library_of_the_network():
  text = foreign.tool('readelf', '-d', os.path.join(BUNDLE, 'csonance.so'))
  check('libcsound64' in text and 'liblo' not in text, text)
  text = foreign.tool('nm', '-D', '-u', os.path.join(BUNDLE, 'csonance.so'))
  check(' socket' not in text and ' bind' not in text and 'dlopen' in text, text)
  text = foreign.tool('nm', '-D', '--defined-only',
                      os.path.join(BUNDLE, 'csonance-network.so'))
  names = [line.split()[-1] for line in text.splitlines()]
  equal([name for name in names if name not in ('_init', '_fini')],
        ['csn_network_module'])


def a_player_without_servers_has_no_socket():
  with Player() as player:
    player.process.stdin.write('getControlChannel level\n')
    player.process.stdin.flush()
    equal(player.process.stdout.readline(), '0\n')
    folder = '/proc/%d/fd' % player.process.pid
    links = [os.readlink(os.path.join(folder, name))
             for name in os.listdir(folder)]
    check(links and not any(link.startswith('socket:') for link in links),
          links)
    with open('/proc/%d/maps' % player.process.pid) as file:
      maps = file.read()
    check('csonance.so' in maps and 'csonance-network' not in maps, maps)
    player.end()


foreign.main([an_editor_sends_code, long_code_comes_in_packets, osc_is_answered,
              one_csonance_sends_to_another, a_port_that_is_taken_is_told,
              without_the_module_all_else_plays,
              the_plugin_needs_no_library_of_the_network,
              a_player_without_servers_has_no_socket], ['readelf', 'nm'])
