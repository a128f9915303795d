// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file bench.h
   What the measurements share (layer: tests): CPU time of the thread, and a
   bare Csound with the same program.
*/

#ifndef CSN_TESTS_BENCH_H
#define CSN_TESTS_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CSOUND_ CSOUND;

/** Nanoseconds of CPU that this thread has had. */
double
bench_cpu_ns(void);

/** Nanoseconds of the clock, in which page faults and waits count. */
double
bench_wall_ns(void);

/** Resident memory of this process in KiB. */
double
bench_resident_kib(void);

/** Sorts and returns the middle one. */
double
bench_median(double* values, size_t n);

/** A Csound as a plain host embeds it, started, in the same way as ours. */
CSOUND*
bench_bare(const char* csd);

/** A .csd of this orchestra that never ends; from a few buffers, in turn. */
const char*
bench_csd(const char* orchestra);

/** Prints one line that run.py reads: NAME VALUE. */
void
bench_tell(const char* name, double value);

// The measurements, one source each; they print what they find

void
bench_blocks(void);

void
bench_start(const char* kind);

void
bench_memory(void);

void
bench_events(void);

void
bench_automation(void);

void
bench_buses(void);

void
bench_files(void);

void
bench_plugin(const char* module);

#endif
