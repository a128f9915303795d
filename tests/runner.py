# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Runs the tests of each group: its CUnit program and its executable scripts
(layer: tests; called by tests/wscript). A program or script is judged by its
exit status and by its last line "N passed, N failed"; a script without such a
line counts as one test. Exit status 77 means: skipped, for want of a tool.
That is a failure where CI is set, for there everything has to be there.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

COUNTS = re.compile(r'^(\d+) passed, (\d+) failed$')
COMMANDS = r'(configure|build|install|uninstall|clean|distclean|list|step|' \
           r'test|demo|docs|bench|presets)(_\w+)?$'
SKIPPED = 77
SCRIPT_TIMEOUT = 3600
MOST_SHOWN = 40  # lines of a failure at the end
GROUPS = 'unit contract engine replay rt stress plugin host style'.split()

# What runs after the groups: (variant, groups).
SANITIZED = [('asan', 'unit contract engine stress plugin host'),
             ('tsan', 'unit stress plugin')]
VALGRIND = ['valgrind', '--quiet', '--error-exitcode=9', '--leak-check=full',
            '--errors-for-leak-kinds=definite,indirect', '--child-silent-after-fork=yes',
            '--suppressions=tests/style/valgrind.supp']


class Runner:
  def __init__(self, ctx, options, command):
    self.options = options
    self.command = command
    self.top = ctx.path.parent.abspath()
    self.tests = ctx.path.abspath()
    self.ci = os.environ.get('CI', '') not in ('', '0', 'false')
    self.passed = self.failed = 0
    self.skipped = []
    self.failures = []  # (title, lines), shown again at the end

    # Ended like ^C, so that no test program outlives us.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

  # -- life ------------------------------------------------------------------

  def build(self, variant='', count=True):
    from waflib import Context, Errors
    try:
      self.command('build_' + variant if variant else 'build')
    except Errors.WafError as error:
      if not count:
        raise
      print('the build failed: %s' % error)
      self.failed += 1
      self.end()
    self.out = os.path.join(Context.out_dir, variant)
    self.private = os.path.join(self.out, 'tests', 'private')
    shutil.rmtree(self.private, ignore_errors=True)
    for folder in ('home', 'tmp', 'run'):
      os.makedirs(os.path.join(self.private, folder), mode=0o700)

  def environment(self):
    env = dict(os.environ)
    for name in list(env):
      if name.startswith(('LV2_', 'XDG_', 'JACK_', 'CSOUND', 'CS_', 'OPCODE')
                         ) or name in ('DISPLAY', 'WAYLAND_DISPLAY', 'INCDIR',
                                       'SSDIR', 'SADIR', 'SFDIR', 'MFDIR'):
        del env[name]
    system = [d for d in ('/usr/local/lib/lv2', '/usr/lib/lv2',
                          '/usr/lib/x86_64-linux-gnu/lv2')
              if os.path.isdir(d)]
    env.update(
      CSN_TOP=self.top, CSN_OUT=self.out,
      CSN_BIN=os.path.join(self.out, 'bin', 'csonance'),
      LV2_PATH=':'.join([os.path.join(self.out, 'lv2')] + system),
      HOME=os.path.join(self.private, 'home'),
      TMPDIR=os.path.join(self.private, 'tmp'),
      XDG_RUNTIME_DIR=os.path.join(self.private, 'run'),
      JACK_NO_START_SERVER='1', JACK_NO_AUDIO_RESERVATION='1',
      LC_ALL='C.UTF-8', PYTHONUNBUFFERED='1',
      ASAN_OPTIONS='detect_leaks=1',
      LSAN_OPTIONS='print_suppressions=0',
      UBSAN_OPTIONS='print_stacktrace=1:halt_on_error=1',
      TSAN_OPTIONS='halt_on_error=1:second_deadlock_stack=1')
    for kind in ('lsan', 'tsan'):
      path = os.path.join(self.tests, 'style', kind + '_suppressions.txt')
      if os.path.exists(path):
        name = kind.upper() + '_OPTIONS'
        env[name] = (env.get(name, '') + ':suppressions=' + path).lstrip(':')
    if self.options.quick:
      env['CSN_QUICK'] = '1'
    if self.options.no_ardour or self.options.quick:
      env['CSN_NO_ARDOUR'] = '1'
    return env

  # -- one program -----------------------------------------------------------

  def run(self, title, command, env=None):
    """Runs one program, shows its result, adds its counts."""
    print('%-28s' % title, end='', flush=True)
    begin = time.monotonic()
    with tempfile.TemporaryFile() as output:  # a pipe might be kept open
      process = subprocess.Popen(
        command, cwd=self.top, env=env or self.environment(),
        stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        start_new_session=True)
      try:
        status = process.wait(SCRIPT_TIMEOUT)
      except subprocess.TimeoutExpired:
        status = -signal.SIGKILL
        output.write(b'\nstopped: it hangs\n')
      finally:
        try:  # whatever it left behind
          os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
          pass
        process.wait()
      output.seek(0)
      self.judge(title, status, output.read().decode('utf-8', 'replace'),
                 time.monotonic() - begin)

  def judge(self, title, status, text, seconds):
    lines = text.rstrip().splitlines()
    counts = COUNTS.match(lines[-1]) if lines else None
    if status == SKIPPED and not self.ci:
      reason = lines[-1] if lines else 'no reason given'
      print('skipped: ' + reason, flush=True)
      self.skipped.append(reason)
      return
    passed, failed = map(int, counts.groups()) if counts else (0, 0)
    if status != 0:
      failed = max(failed, 1)
    elif not counts:
      passed = 1
    self.passed += passed
    self.failed += failed
    print('%4d passed, %d failed %6.0f s' % (passed, failed, seconds),
          flush=True)
    if failed:
      if status < 0:
        lines.append('ended by signal %d' % -status)
      shown = ['  | ' + line for line in lines if not line.startswith('ok ')]
      print('\n'.join(shown), flush=True)
      self.failures.append((title, shown))
    elif '-v' in sys.argv:
      print('\n'.join('  | ' + line for line in lines), flush=True)

  def check(self, option, value, known):
    for name in value.split(',') if value is not None else ():
      if name not in known:
        print('waf: error: %s: %s is none of %s' % (
          option, name or 'nothing', ', '.join(known)), file=sys.stderr)
        sys.exit(2)

  # -- groups ----------------------------------------------------------------

  def wanted(self, group):
    return not self.options.group or group in self.options.group.split(',')

  def program(self, group):
    path = os.path.join(self.out, 'tests', group, 'csonance-' + group)
    return path if os.path.exists(path) else None

  def scripts(self, group):
    folder = os.path.join(self.tests, group)
    for name in sorted(os.listdir(folder)):
      path = os.path.join(folder, name)
      if not (name.endswith(('.py', '.sh')) and os.access(path, os.X_OK)):
        continue
      if 'ardour' in name and (self.options.no_ardour or self.options.quick):
        continue
      if self.options.match and self.options.match not in name:
        continue
      yield name, path

  def groups(self, names, label=''):
    match = [self.options.match] if self.options.match else []
    for group in names:
      if not (os.path.isdir(os.path.join(self.tests, group)) and
              self.wanted(group)):
        continue
      if self.program(group):
        env = dict(self.environment(), CSN_TEST_TIMEOUT='900') if label else None
        self.run(label + group, [self.program(group)] + match, env)
      if label:
        continue
      for name, path in self.scripts(group):
        self.run('%s/%s' % (group, name), [path])

  def test(self):
    sanitize = self.options.sanitize
    self.check('--sanitize', sanitize, dict(SANITIZED))
    self.check('--group', self.options.group, GROUPS)
    if sanitize:
      self.build(sanitize)
      self.groups(dict(SANITIZED).get(sanitize, '').split(), sanitize + ' ')
    else:
      self.build()
      self.groups(GROUPS)
      if not self.options.quick and not self.options.match:
        self.memory()
        for variant, names in SANITIZED:
          names = [n for n in names.split() if self.wanted(n)]
          if names:
            self.build(variant)
            self.groups(names, variant + ' ')
    if not self.passed + self.failed + len(self.skipped):
      self.failed = 1
      print('no test fits these options')
    self.end()

  def end(self):
    """The counts, alone in the last line; waf is not to add one."""
    from waflib import Options
    for reason in self.skipped:
      print('skipped: ' + reason)
    for title, shown in self.failures:  # a log may be cut in its middle
      print('\n'.join(['failed: ' + title] + shown[-MOST_SHOWN:]))
    sys.stderr.flush()
    print('%d passed, %d failed' % (self.passed, self.failed), flush=True)
    if self.failed or not Options.commands:
      sys.exit(1 if self.failed else 0)

  def memory(self):
    """The unit tests once more, under valgrind."""
    if not self.wanted('unit') or not self.program('unit'):
      return
    if not shutil.which('valgrind'):
      self.judge_missing('valgrind')
      return
    env = dict(self.environment(), CSN_TEST_TIMEOUT='1200', CSN_QUICK='1')
    self.run('valgrind unit', VALGRIND + [self.program('unit')], env)

  def judge_missing(self, tool):
    print('%-28s' % tool, end='')
    self.judge(tool, SKIPPED, 'the tool %s is not installed' % tool, 0)

  # -- other commands --------------------------------------------------------

  def script(self, command, *names):
    """Builds and runs the script of `./waf demo` and its like; words that are
    no commands go to the script (./waf bench live)."""
    from waflib import Options
    words = []
    while Options.commands and not re.match(COMMANDS, Options.commands[0]):
      words.append(Options.commands.pop(0))
    self.build(count=False)
    for name in names:
      path = os.path.join(self.tests, name)
      if os.path.exists(path):
        env = dict(self.environment(), HOME=os.environ.get('HOME', '/'))
        status = subprocess.call([path] + words, cwd=self.top, env=env)
        if status:
          sys.exit(status if status > 0 else 1)
        return
    print('waf: error: %s: there is no tests/%s' % (command, names[0]),
          file=sys.stderr)
    sys.exit(1)
