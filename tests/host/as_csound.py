#!/usr/bin/env python3
# Copyright 2026 The Csonance Authors
# SPDX-License-Identifier: ISC
"""Renders programs with Csound and with csonance and compares every sample.

What `csound PROGRAM` writes, `csonance render PROGRAM` has to write too, bit
for bit, at the same rate and ksmps. Each program is copied to a folder of its
own, with what lies beside it and is named in its text; both renders run there
with a private HOME, and made.wav, which our programs read, is made there.
Without arguments all programs of tests/programs are tried. Exit status: 0 all
identical, 1 some differ, 2 wrong usage or a missing tool.

For csound the drivers are told to be silent ones, so that a program that asks
for a device needs none.
"""

import argparse
import array
import concurrent.futures
import math
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
)
TIME_LIMIT = 300


class Failure(Exception):
    """Something that makes one program fail, in one line."""


def read_wav(path):
    """Returns (rate, channels, samples) of a 32-bit float WAV file.

    The samples are an array of unsigned 32-bit words, so that comparing them
    compares bits: a negative zero is no zero, and a NaN is equal to itself.
    """
    if not os.path.isfile(path):
        raise Failure(f"no {os.path.basename(path)} was written")
    with open(path, "rb") as stream:
        head = stream.read(12)
        if len(head) < 12 or head[:4] != b"RIFF" or head[8:] != b"WAVE":
            raise Failure(f"{os.path.basename(path)} is no WAV file")
        rate = channels = bits = tag = None
        samples = array.array("I")
        while True:
            chunk = stream.read(8)
            if len(chunk) < 8:
                break
            size = struct.unpack("<I", chunk[4:])[0]
            if chunk[:4] == b"fmt ":
                form = stream.read(size + (size & 1))
                tag, channels, rate, _, _, bits = struct.unpack(
                    "<HHIIHH", form[:16]
                )
                if tag == 0xFFFE:
                    tag = struct.unpack("<H", form[24:26])[0]
            elif chunk[:4] == b"data":
                data = stream.read(size)
                samples.frombytes(data[: len(data) // 4 * 4])
                stream.seek(size & 1, os.SEEK_CUR)
            else:
                stream.seek(size + (size & 1), os.SEEK_CUR)
    if tag != 3 or bits != 32:
        raise Failure(f"{os.path.basename(path)} is not 32-bit float")
    if sys.byteorder == "big":
        samples.byteswap()
    return rate, channels, samples


def make_sound_file(path):
    """Writes the sound file that sound_files.csd reads: two moving tones."""
    rate, n_frames = 48000, 36000
    frames = array.array("h")
    for i in range(n_frames):
        t = i / rate
        fade = min(1.0, i / 500, (n_frames - i) / 500)
        left = math.sin(2 * math.pi * (200 + 300 * t) * t)
        right = math.sin(2 * math.pi * 330 * t) * math.cos(9 * t)
        frames.append(round(16000 * fade * left))
        frames.append(round(12000 * fade * right))
    if sys.byteorder == "big":
        frames.byteswap()
    data = frames.tobytes()
    with open(path, "wb") as stream:
        stream.write(b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVE")
        form = struct.pack("<IHHIIHH", 16, 1, 2, rate, rate * 4, 4, 16)
        stream.write(b"fmt " + form)
        stream.write(b"data" + struct.pack("<I", len(data)) + data)


def says_ksmps(path):
    """Tells whether a program's header sets ksmps or kr itself."""
    with open(path, encoding="utf-8", errors="replace") as stream:
        text = stream.read()
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    return re.search(r"(?m)^\s*(ksmps|kr)\s*=", text) is not None


def copy_with_company(path, folder):
    """Copies a program and the files and folders beside it that it names."""
    shutil.copy(path, folder)
    with open(path, encoding="utf-8", errors="replace") as stream:
        text = stream.read()
    beside = os.path.dirname(path)
    for entry in os.listdir(beside):
        here, there = os.path.join(beside, entry), os.path.join(folder, entry)
        if os.path.exists(there):
            continue
        if os.path.isdir(here) and entry + "/" in text:
            shutil.copytree(here, there)
        elif os.path.isfile(here) and entry in text:
            shutil.copy(here, there)


def run(command, folder, home):
    """Runs a command in a folder; returns what it said."""
    # The names here are those that lead Csound to files of the user's.
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("CSOUND6RC", "SFDIR", "SSDIR", "SADIR", "INCDIR")
    }
    env["HOME"] = home
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=TIME_LIMIT,
            check=False,
        )
    except OSError as error:
        raise Failure(f"{command[0]}: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise Failure(f"{command[0]}: no end after {TIME_LIMIT} s") from None
    text = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode != 0:
        said = " / ".join(line.strip() for line in text.split("\n")[-3:])
        name = os.path.basename(command[0])
        raise Failure(f"{name}: exit status {done.returncode}: {said}")
    return text


def ksmps_said(text):
    """The ksmps that csound says it has chosen where a program says none.

    It is 10 at 44100 Hz, and what comes near to the same kr at other rates.
    """
    said = re.search(r"\bksmps = (\d+)", text)
    if not said:
        raise Failure("csound has not said its ksmps")
    return said.group(1)


def value(word):
    """The float whose bits are the given word."""
    return struct.unpack("<f", struct.pack("<I", word))[0]


def compare(reference, rendered):
    """Compares two renders; raises Failure at the first thing that differs."""
    rate, n_ref, ref = read_wav(reference)
    rate_out, n_out, out = read_wav(rendered)
    if rate_out != rate:
        raise Failure(f"rate {rate_out}, csound {rate}")
    if n_out < n_ref or (n_ref > 1 and n_out != n_ref):
        raise Failure(f"{n_out} channels, csound {n_ref}")
    frames_ref = len(ref) // n_ref
    frames_out = len(out) // n_out
    # A mono program is heard on both sides.
    first, largest, n_differ, where = None, 0.0, 0, 0
    for c in range(n_out):
        one = ref[min(c, n_ref - 1) :: n_ref]
        two = out[c::n_out]
        n_common = min(len(one), len(two))
        if one[:n_common] == two[:n_common]:
            continue
        for i in range(n_common):
            if one[i] != two[i]:
                n_differ += 1
                if first is None or i < first:
                    first, where = i, c
                gap = abs(value(one[i]) - value(two[i]))
                largest = max(largest, gap if gap == gap else math.inf)
    said = []
    if frames_out != frames_ref:
        said.append(f"{frames_out} frames, csound {frames_ref}")
    if first is not None:
        said.append(
            f"first differs at frame {first} of channel {where + 1}, "
            f"{n_differ} samples, at most by {largest:.3g}"
        )
    if said:
        raise Failure("; ".join(said))
    if not any(ref):
        raise Failure("csound's render is silent: the program shows nothing")
    return frames_ref


def try_program(path, options):
    """Renders one program twice and compares; returns (name, error or None)."""
    path = os.path.abspath(path)
    base = os.path.basename(path)
    name = os.path.splitext(base)[0]
    scratch = tempfile.mkdtemp(prefix="as_csound-")
    try:
        home = os.path.join(scratch, "home")
        folder = os.path.join(scratch, "programs")
        os.mkdir(home)
        os.mkdir(folder)
        copy_with_company(path, folder)
        make_sound_file(os.path.join(folder, "made.wav"))

        program = os.path.join(folder, base)
        reference = os.path.join(scratch, "csound.wav")
        rendered = os.path.join(scratch, "csonance.wav")
        text = run(
            [options.csound, "-W", "-f", "-d", "-o", reference]
            + ["-+rtaudio=dummy", "-+rtmidi=null", base],
            folder,
            home,
        )
        rate = read_wav(reference)[0]
        if options.reference_only:
            frames = len(read_wav(reference)[2]) // read_wav(reference)[1]
            return name, None, frames
        command = [options.csonance, "render", program, "--rate", str(rate)]
        if not says_ksmps(path):
            command += ["--ksmps", ksmps_said(text)]
        run(command + ["--output", rendered] + options.extra, folder, home)
        return name, None, compare(reference, rendered)
    except Failure as failure:
        return name, str(failure), 0
    finally:
        if options.keep:
            for side in ("csound", "csonance"):
                made = os.path.join(scratch, side + ".wav")
                if os.path.exists(made):
                    kept = os.path.join(options.keep, f"{name}.{side}.wav")
                    shutil.move(made, kept)
        shutil.rmtree(scratch, ignore_errors=True)


def find_programs(files):
    """The files given, or all of our own programs."""
    if files:
        missing = [f for f in files if not os.path.isfile(f)]
        if missing:
            print(
                f"as_csound.py: error: no such file: {missing[0]}",
                file=sys.stderr,
            )
            sys.exit(2)
        return files
    folder = os.path.join(ROOT, "tests", "programs")
    return sorted(
        os.path.join(folder, f)
        for f in os.listdir(folder)
        if f.endswith((".csd", ".orc"))
    )


def parse_options():
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Compare csonance's renders with csound's, bit for bit."
    )
    parser.add_argument("files", nargs="*", metavar="PROGRAM")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument(
        "--keep", metavar="DIR", help="keep both renders of each program"
    )
    parser.add_argument("--csound", default="csound", metavar="COMMAND")
    parser.add_argument(
        "--csonance",
        default=os.path.join(ROOT, "build", "bin", "csonance"),
        metavar="COMMAND",
    )
    parser.add_argument(
        "--reference-only",
        action="store_true",
        help="render with csound alone, to try new programs",
    )
    parser.add_argument(
        "--render-option",
        dest="extra",
        action="append",
        default=[],
        metavar="OPTION",
        help="a word for csonance render, as in --render-option=--quiet",
    )
    options = parser.parse_args()
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
        options.keep = os.path.abspath(options.keep)
    options.csonance = os.path.abspath(options.csonance)
    return options


def main():
    """Tries all programs, prints the failures and the count."""
    options = parse_options()
    tools = [options.csound]
    if not options.reference_only:
        tools.append(options.csonance)
    for tool in tools:
        if shutil.which(tool) is None:
            print(f"as_csound.py: error: no {tool}", file=sys.stderr)
            return 2
    programs = find_programs(options.files)
    n_failed = n_frames = 0
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        tries = pool.map(lambda path: try_program(path, options), programs)
        for name, error, frames in tries:
            n_frames += frames
            if error is not None:
                n_failed += 1
                print(f"{name}: {error}", flush=True)
    print(
        f"{len(programs) - n_failed} of {len(programs)} programs "
        f"{'rendered' if options.reference_only else 'as csound'}, "
        f"{n_frames} frames"
    )
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
