# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Csonance's build: configuration, variants, commands. What a folder holds is
said in the wscript of that folder; what a fresh machine lacks is said in ./waf.
"""

import fcntl
import os
import sys

from waflib import Build, Configure, Context, Logs, Options, Utils

APPNAME = 'csonance'
VERSION = '0.1.0'
top = '.'
out = os.environ.get('CSN_BUILD', 'build')

FOLDERS = 'engine docs picture plot plugin host ttl presets tests'

# The build is bit-exact: no -ffast-math, no contraction to fused operations.
CFLAGS = ['-std=c11', '-fvisibility=hidden', '-fno-math-errno',
          '-ffp-contract=off', '-pthread']
WARNINGS = ['-Wall', '-Wextra', '-Wpedantic', '-Wshadow', '-Wconversion',
            '-Wsign-conversion', '-Wcast-qual', '-Wstrict-prototypes',
            '-Wmissing-prototypes', '-Wundef', '-Wvla', '-Wformat=2',
            '-Wdouble-promotion', '-Wswitch-enum']
LIBRARIES = [('LV2', 'lv2 >= 1.18.0'), ('LILV', 'lilv-0 >= 0.24.12'),
             ('SERD', 'serd-0'), ('SORD', 'sord-0'), ('SRATOM', 'sratom-0'),
             ('JACK', 'jack'), ('SNDFILE', 'sndfile'), ('CAIRO', 'cairo'),
             ('KISSFFT', 'kissfft-float'), ('EDIT', 'libedit'),
             ('CURSES', 'ncursesw')]

# build_asan builds into build/asan/, and so on.
VARIANTS = {
  'asan': ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
  'tsan': ['-fsanitize=thread'],
}
for variant_name in VARIANTS:
  for base in (Build.BuildContext, Build.CleanContext):
    verb = base.cmd or 'build'
    type('%s_%s' % (verb, variant_name), (base,), {
      'cmd': '%s_%s' % (verb, variant_name), 'variant': variant_name,
      '__doc__': '%ss the %s variant' % (verb, variant_name)})

Configure.autoconfig = 'clobber'  # configure if need be, with the old options


def options(opt):
  opt.load('compiler_c')
  opt.add_option('--werror', action='store_true', default=False,
                 help='configure: warnings are errors')
  opt.add_option('--debug', action='store_true', default=False,
                 help='configure: not optimised, assertions on')
  opt.add_option('--lv2dir', default=None,
                 help='configure: where bundles go [LIBDIR/lv2]')
  opt.add_option('--no-install', action='store_true', default=False,
                 help='install no missing package with apt-get')
  opt.add_option('--group', default=None,
                 help='test: only these groups (a,b)')
  opt.add_option('--match', default=None,
                 help='test: only tests with this text in "suite: name", and '
                 'scripts with it in their file name')
  opt.add_option('--sanitize', default=None,
                 help='test: only this variant (asan, tsan)')
  opt.add_option('--no-ardour', action='store_true', default=False,
                 help='test: leave Ardour out')
  opt.add_option('--quick', action='store_true', default=False,
                 help='test: leave out Ardour, sanitizers, valgrind and the '
                 'longest cases')


def configure(conf):
  conf.load('compiler_c')
  env = conf.env
  conf.check_cc(lib='m', uselib_store='M')
  conf.check_cc(lib='dl', uselib_store='DL')
  conf.check_cc(header_name='csound/csound.h', lib='csound64',
                defines=['USE_DOUBLE'], uselib_store='CSOUND')
  for store, package in LIBRARIES:
    conf.check_cfg(package=package, args='--cflags --libs', uselib_store=store)
    foreign(env, store)
  conf.check_cfg(package='liblo >= 0.29', args='--cflags --libs',
                 uselib_store='LO', mandatory=False)
  foreign(env, 'LO')
  if not env.HAVE_LO:
    Logs.warn('liblo is missing: the plugins are built without a network')
  conf.check_cfg(package='cunit', args='--cflags --libs', uselib_store='CUNIT',
                 mandatory=False)
  foreign(env, 'CUNIT')
  conf.check_cfg(package='jansson', args='--cflags --libs',
                 uselib_store='JANSSON', mandatory=False)
  foreign(env, 'JANSSON')
  if not env.HAVE_CUNIT:
    Logs.warn('CUnit is missing: the tests written in C are not built')

  user = env.CFLAGS
  developer = CFLAGS + WARNINGS
  if said('werror'):
    developer = developer + ['-Werror']
  speed = ['-O0', '-g3'] if said('debug') else ['-O3', '-g']
  env.CFLAGS = developer + speed + user
  env.append_value('LINKFLAGS', '-pthread')
  env.CPPPATH_ST = '-iquote%s'  # host/features.h is not <features.h>
  # _GNU_SOURCE is empty, as a #define in a source would have it.
  defines = ['_GNU_SOURCE=', 'CSN_VERSION="%s"' % VERSION]
  env.DEFINES = defines + ([] if said('debug') else ['NDEBUG'])
  env.VERSION = VERSION
  env.LV2DIR_SET = said('lv2dir') or ''
  directories(env)

  for name, flags in VARIANTS.items():
    conf.setenv(name, env=env)
    conf.env.CFLAGS = developer + ['-O1', '-g', '-fno-omit-frame-pointer',
                                   *flags] + user
    conf.env.LINKFLAGS = env.LINKFLAGS + flags
    conf.env.DEFINES = defines
    conf.env.SANITIZE = name
  conf.setenv('')


def said(name):
  """A configure option; None where an older configuration did not know it."""
  return getattr(Options.options, name, None)


def foreign(env, store):
  """Other people's headers are system headers: our warnings are not theirs."""
  paths = [p for p in env['INCLUDES_' + store] if p != '/usr/include']
  env['INCLUDES_' + store] = []
  env.append_value('CFLAGS_' + store, ['-isystem' + p for p in paths])


def directories(env):
  """Where things are installed: from the options, else below the prefix."""
  o = Options.options
  env.PREFIX = os.path.abspath(os.path.expanduser(o.prefix))
  env.BINDIR = o.bindir or env.PREFIX + '/bin'
  env.LIBDIR = o.libdir or env.PREFIX + '/lib'
  env.LV2DIR = said('lv2dir') or env.LV2DIR_SET or env.LIBDIR + '/lv2'
  env.INCLUDEDIR = env.PREFIX + '/include'
  env.MANDIR = env.PREFIX + '/share/man'


def build(bld):
  if bld.is_install and (os.environ.get('PREFIX') or any(
      arg.startswith('--prefix') for arg in sys.argv)):
    directories(bld.env)  # said now, so it wins over what was configured
  bld.recurse(FOLDERS, mandatory=False)
  for section in '17':
    manuals = bld.path.ant_glob('docs/man/*.' + section)
    bld.install_files('${MANDIR}/man' + section, manuals)
  bld.add_pre_fun(compilation_database)


def compilation_database(bld):
  """compile_commands.json, for editors and linters."""
  import json
  entries = []
  for group in bld.groups:
    for generator in group:
      generator.post()
      for task in getattr(generator, 'compiled_tasks', []):
        arguments = [a for flag in (
          'CC ARCH_ST CFLAGS FRAMEWORKPATH_ST').split()
                     for a in Utils.to_list(task.env[flag])]
        arguments += [task.env.CPPPATH_ST % p for p in task.env.INCPATHS]
        arguments += ['-D' + d for d in task.env.DEFINES]
        source = task.inputs[0].abspath()
        entries.append({'directory': bld.variant_dir, 'file': source,
                        'arguments': arguments + ['-c', source]})
  node = bld.bldnode.make_node('compile_commands.json')
  text = json.dumps(entries, indent=1)
  if not node.exists() or node.read() != text:
    node.write(text)


def test(ctx):
  """builds, runs every test and counts"""
  ctx.recurse('tests')


def demo(ctx):
  """builds and renders the demonstration"""
  ctx.recurse('tests')


def docs(ctx):
  """builds and writes the manuals of the methods anew"""
  ctx.recurse('tests')


def bench(ctx):
  """builds and measures against bare Csound"""
  ctx.recurse('tests')


def presets(ctx):
  """builds and renders every factory preset"""
  ctx.recurse('tests')


def alone(execute):
  """Two builds in one folder at the same time would spoil each other."""
  def locked(self):
    if Build.BuildContext.csn_locked:
      return execute(self)
    folder = Context.out_dir or os.path.join(Context.run_dir, out)
    os.makedirs(folder, exist_ok=True)
    stale = os.path.join(Context.run_dir, Options.lockfile)
    if os.path.exists(stale) and not os.path.isdir(folder + '/c4che'):
      os.remove(stale)  # the build folder was deleted: configure again
    with open(os.path.join(folder, '.lock'), 'w') as lock:
      try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
      except OSError:
        Logs.warn('waiting for another build in %s' % folder)
        fcntl.flock(lock, fcntl.LOCK_EX)
      Build.BuildContext.csn_locked = True
      try:
        return execute(self)
      finally:
        Build.BuildContext.csn_locked = False
  return locked


if not hasattr(Build.BuildContext, 'csn_locked'):
  Build.BuildContext.csn_locked = False
  Build.BuildContext.execute = alone(Build.BuildContext.execute)
