// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Automation: starts, ends, targets, errors (layer: tests).

#include "automating.h"

// Time

/* 750 k-cycles a second; the k-cycle c gets the line's value at its end. */
static void
times(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0");
  auto_send(rig, 640, "automatep 1.5 4 0 0 0.1 0.75 0.2 0");
  auto_send(rig, 640 + 32, "automatep 1.5 5 0 0 0.1 0.75 0.2 0");
  rig_run(rig, 20000, 100);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 9), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 10), 0.01, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 11), 0.02, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 84), 0.75, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 85), 0.74, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 159), 0, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 300), 0, 1e-6);
  // Half a k-cycle later: half a k-cycle's way less
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 10), 0.005, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 11), 0.015, 1e-6);
  CU_ASSERT_EQUAL(auto_n_failed(rig), 0);
  rig_close(rig);
}

static void
delays(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  CU_ASSERT_EQUAL(
    rig_line(rig, 0, 7, "automatep 1.5 4 0 0 0.1 0.75 0.2 0 delay=0.1"),
    CSN_OK);
  CU_ASSERT_EQUAL(
    rig_line(rig, 0, 8, "automatep 1.5 5 0 nan 0.1 1.25 0.2 0 delay=0.1"),
    CSN_OK);
  auto_send(rig, 100, "setp 1.5 5 0.25 delay=0.05");
  rig_run(rig, 64, 64);
  CU_ASSERT(rig_value(rig, 7) >= 65536); // At once
  CU_ASSERT(rig_value(rig, 8) > rig_value(rig, 7));
  rig_run(rig, 20000, 100);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 74), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 75), 0.01, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 74), 0.25, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 75), 0.25 + 1.0 / 75, 1e-6);
  rig_close(rig);
}

/* Where Csound's own grid is asked for, a start is on the nearest k-cycle. */
static void
rounded_starts(void)
{
  const RigShape shape = { .round_starts = true };
  Rig* const rig = rig_with(&shape, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  rig_run(rig, 640, 64);
  auto_send(rig, 30, "automatep 1.5 4 0 0 0.1 0.75 0.2 0");
  auto_send(rig, 34, "automatep 1.5 5 0 0 0.1 0.75 0.2 0");
  rig_run(rig, 6400, 100);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 9), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 10), 0.01, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 10), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 11), 0.01, 1e-6);
  rig_close(rig);
}

/* Two points from 0 on: the first value is heard, in every mode. */
static void
two_points(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  auto_send(rig, 640, "automatep 1.5 4 0 0.25 0.1 1");
  auto_send(rig, 640, "automatep 1.5 5 0 0.25 0.1 1 mode=cos");
  rig_run(rig, 9600, 100);
  auto_send(rig, 0, "automatep 1.5 4 0 0.25 0.1 1 overtake=1");
  auto_send(rig, 0, "automatep 1.5 5 0.02 0.25 0.1 1");
  rig_run(rig, 20000, 100);
  const double pi = 3.14159265358979323846;
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 10), 0.25, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 11), 0.26, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 84), 0.99, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 85), 1, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 10), 0.25, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 25),
                         0.25 + 0.75 * (1 - cos(pi * 0.2)) / 2,
                         1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 160), 1, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 150), 0.25, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 165), 0.2625, 1e-6);
  rig_close(rig);
}

static void
one_point(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  auto_send(rig, 640, "automatep 1.5 4 0 0.125");
  auto_send(rig, 640, "automatep 1.5 5 0.1 0.125");
  auto_send(rig, 704, "setp 1.5 4 0.75");
  auto_send(rig, 704, "setp 1.5 5 0.75"); // Overwritten: the line is not over
  rig_run(rig, 9600, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 10), 0.125, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 11), 0.75, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 11), 0.125, 1e-6);
  rig_close(rig);
}

/* The same from any length of block. */
static void
blocks(void)
{
  static const uint32_t lengths[] = { 1, 63, 64, 1000, 4096 };
  float first[12000] = { 0 };
  for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); ++i) {
    Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
    auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
    auto_send(rig, 0, "automatep 1.5 4 0 0.25 0.1 1 0.15 0 mode=smooth(2)");
    auto_send(rig, 0, "automatep 1.5 5 0 nan 0.1 1 0.15 0 delay=0.01001");
    rig_run(rig, 12000, lengths[i]);
    if (!i) {
      memcpy(first, rig->out[0], sizeof(first));
    }
    CU_ASSERT(rig_same(first, rig->out[0], 12000));
    rig_close(rig);
  }
}

// Targets

static void
notes(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  // It waits for its note, which comes when the line is on its way
  auto_send(rig, 0, "automatep 1.5 4 0 0 0.2 1.5 0.4 1.5");
  auto_send(rig, 6400, "sched 1.5 0 0.1 0.125 0");
  // … and one that has come in the same frame
  auto_send(rig, 6400, "sched 1.25 0 0.1 0 0");
  auto_send(rig, 6400, "automatep 1.25 5 0 0.5 0.3 0.5 0.4 0.5");
  rig_run(rig, 12000, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 100), 1.01, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 100), 0.5, 1e-6);
  // It is over with its note: another one of this p1 is left alone
  auto_send(rig, 0, "sched 1.5 0 -1 0.125 0");
  rig_run(rig, 16000, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.125, 1e-6);
  CU_ASSERT_EQUAL(auto_n_failed(rig), 0);
  rig_close(rig);
}

static void
instruments(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "automatep 1 4 0 0.25 0.1 0.25 0.3 0.25");
  auto_send(rig, 0, "automatep lead 4 0 0.125 0.3 0.125 0.4 0.125");
  auto_send(rig, 640, "sched 1 0 0.02 0 0");
  auto_send(rig, 640, "sched 1 0 0.02 0 0");
  auto_send(rig, 1600, "sched 1 0 -1 0 0");
  auto_send(rig, 3200, "sched lead 0 -1 0");
  rig_run(rig, 6400, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 10), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 26), 0.25, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 51), 0.375, 1e-6);
  rig_run(rig, 24000, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep nobody 4 0 1 1 1"),
                  CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

/* Notes of a score have a p1 that the engine has not given. */
static void
score_notes(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "event i 1.5 0 1 0.5 0.5");
  auto_send(rig, 640, "automatep 1.5 4 0 0.25 0.1 0.25 0.3 0.25");
  rig_run(rig, 6400, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.25, 1e-6);
  rig_close(rig);
}

static void
fields(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  rig_run(rig, 640, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep 1.5 6 0 1 1 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep 1.5 3 0 1 1 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep 1.5 4.5 0 1 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep 1.5 nan 0 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep 1.5 1e99 0 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep nan 4 0 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep 70000 4 0 1"), CSN_ERR_BAD_ARG);
  // Told once, though the notes are there in every k-cycle
  rig->n_replies = 0;
  auto_send(rig, 0, "automatep 1 6 0 1 1 1");
  auto_send(rig, 0, "automatep 1.75 9 0 1 1 1");
  auto_send(rig, 640, "sched 1.75 0 -1 0.5 0.5");
  rig_run(rig, 6400, 64);
  CU_ASSERT_EQUAL(auto_n_failed(rig), 2);
  CU_ASSERT(auto_said(rig, "the automated note has no such p-field"));
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 1, 1e-6);
  rig_close(rig);
}

static void
tables(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 3 0 -1");
  auto_send(rig, 640, "automateTable 300 0 0 nan 0.1 0.125 mode=floor");
  auto_send(rig, 640, "automateTable 300 1 0 9 0.1 0.5 overtake=1");
  rig_run(rig, 6400, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 83), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 84), 0.125, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 10), 0.25 + 0.25 / 75, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "automateTable 300 4 0 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "automateTable 301 0 0 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "automateTable 0 0 0 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automateTable 1e30 0 0 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automateTable 300 -1 0 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "automateTable 300 0.5 0 1"), CSN_ERR_BAD_ARG);
  // With a delay it is missed when its time has come
  CU_ASSERT_EQUAL(rig_call(rig, "automateTable 301 0 0 1 delay=0.01"), CSN_OK);
  rig->n_replies = 0;
  rig_run(rig, 9600, 64);
  CU_ASSERT(auto_said(rig, "there is no such table"));
  rig_close(rig);
}

static void
buses(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "$b = assignBus value=0.5");
  auto_send(rig, 0, "$a = assignBus audio");
  auto_send(rig, 0, "sched 4.5 0 0.05 $b");
  auto_send(rig, 640, "automateBus $b 0 nan 0.1 0.125 0.2 0.125");
  rig_run(rig, 6400, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 10), 0.5 - 0.375 / 75, 1e-6);
  // Its only note has ended, but the line keeps it to the line's end
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $b"), 0.125, 1e-6);
  rig_run(rig, 12800, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "readBus $b"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "automateBus $b 0 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "automateBus $a 0 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT(auto_said(rig, "this is an audio bus"));
  CU_ASSERT_EQUAL(rig_call(rig, "automateBus nan 0 1"), CSN_ERR_NOT_FOUND);
  // A parked one stays parked
  auto_send(rig, 0, "$p = assignBus value=0.5");
  CU_ASSERT(rig_ask(rig, "automateBus $p 0 0.25 0.001 0.75") >= 65536);
  CU_ASSERT_EQUAL(rig_call(rig, "automateBus $p 0 0.25 1"), CSN_ERR_BAD_ARG);
  rig_run(rig, 14000, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $p"), 0.75, 1e-6);
  rig_close(rig);
}

static void
channels(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "$b = assignBus value=0.5");
  auto_send(rig, 0, "setChannel level 0.25");
  auto_send(rig, 0, "setChannel text hello");
  auto_send(rig, 0, "sched 4 0 -1 $b");
  auto_send(rig, 640, "automateChannel level 0 9 0.1 0.75 overtake=1");
  rig_run(rig, 6400, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 10), 0.25 + 0.5 / 75, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 90), 0.75, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "automateChannel text 0 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "automateChannel none 0 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "automateChannel \"\" 0 1"), CSN_ERR_BAD_ARG);
  rig_close(rig);
}

// Ends

static void
stops(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  auto_send(rig, 0, "$a = automatep 1.5 4 0 0 1 0.75 2 0");
  auto_send(rig, 0, "$b = automatep 1.5 5 0 0 1 0.75 2 0 delay=0.02");
  auto_send(rig, 640, "unsched $a");
  auto_send(rig, 640, "unsched $b");
  rig_run(rig, 6400, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 9), 0.01, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 10), 0.01, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 90), 0.01, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 90), 0.5, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $a"), CSN_OK); // It is over
  CU_ASSERT_EQUAL(auto_n_failed(rig), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched 65538"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched 65536.5"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

static void
all_stop(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "automateTable 300 0 0 0.125 1 0.125 2 0");
  auto_send(rig, 0, "automateTable 300 1 0 0.125 1 0.125 2 0 delay=0.02");
  auto_send(rig, 640, "unschedAll");
  auto_send(rig, 640, "automateTable 300 2 0 0.75 1 0.75 delay=0.01");
  rig_run(rig, 640, 64);
  auto_send(rig, 320, "sched 3 0 -1");
  rig_run(rig, 3200, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.125, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 1, 45), 0.25, 1e-6);
  CU_ASSERT_EQUAL(auto_n_failed(rig), 0);
  rig_close(rig);
}

static void
overlaps(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  auto_send(rig,
            0,
            "automatep 1.5 4 0 0.1 1 0.1 2 0 delay=0.02"); // The later one
  auto_send(rig, 0, "automatep 1.5 4 0 0.2 0.05 0.2 0.06 0.2");
  rig_run(rig, 6400, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 14), 0.2, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 15), 0.1, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, 70), 0.1, 1e-6);
  rig_close(rig);
}

/* A load leaves p-fields behind and takes the rest along. */
static void
hand_over(void)
{
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "$b = assignBus value=0.5 persist=1");
  auto_send(rig, 0, "automatep 1 4 0 0.125 1 0.125 2 0.125");
  auto_send(rig, 0, "automateBus $b 0 0 0.3 1.5 0.4 1.5");
  auto_send(rig, 0, "automateChannel level 0 0 0.3 1.5 0.4 1.5");
  auto_send(rig, 0, "automateTable 300 0 0 0 0.3 1.5 0.4 1.5");
  rig_run(rig, 4800, 64);
  rig_load(rig, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 4 0 0.02 $b");
  rig_run(rig, 4800 + 640 + K, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.5 + 10 * 64 / 9600.0, 0.008);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][rig->at - 1U],
                         auto_now(rig),
                         1e-6);
  rig_run(rig, 9600, 64);
  auto_send(rig, 0, "sched 3 0 0.02");
  rig_run(rig, 9600 + 640 + K, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 1 + 10 * 64 / 9600.0, 0.008);
  rig_run(rig, 24000, 64);
  auto_send(rig, 0, "sched 1 0 -1 0.75 0.75");
  rig_run(rig, 26000, 64);
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.75, 1e-6);
  CU_ASSERT_EQUAL(auto_n_failed(rig), 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "automation", "a k-cycle gets the value at its end", times },
  { "automation", "a delay is kept and the number told at once", delays },
  { "automation", "a start is rounded where that is asked", rounded_starts },
  { "automation", "two points from 0 begin with the first value", two_points },
  { "automation", "one point is a value", one_point },
  { "automation", "no length of block changes it", blocks },
  { "automation", "a note is waited for and left when it ends", notes },
  { "automation", "all notes of an instrument follow", instruments },
  { "automation", "notes of a score follow", score_notes },
  { "automation", "a p-field that is not there is told once", fields },
  { "automation", "table slots follow", tables },
  { "automation", "buses follow and are kept", buses },
  { "automation", "channels follow", channels },
  { "automation", "unsched stops one, and the value stays", stops },
  { "automation", "unschedAll stops them all", all_stop },
  { "automation", "the one started last has its way", overlaps },
  { "automation", "a load leaves p-fields behind only", hand_over },
};
CSN_TESTS(tests)
