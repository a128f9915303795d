// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Process: one block, in the order of time.  Frames up to the next job (a load
  or a compile), then that job, and so on; within that, k-cycles, and before
  each what is due in it.
*/

#include "engine.h"

#include "channel/outvalue.h"
#include "sound/stream.h"
#include "worker/delivery.h"

#include <string.h>
#include <time.h>

#if defined(__SSE2__)
#  include <xmmintrin.h>
#endif

CSN_AUDIO static void
send_midi(CsnEngine* engine,
          CsnInstance* instance,
          const CsnWaiting* waiting,
          int64_t cycle_frame)
{
  const int64_t offset = waiting->frame - cycle_frame;
  const uint8_t* const bytes = waiting->bytes;
  if (!csn_midi_add_rt(&instance->midi, bytes, waiting->size)) {
    // Late is better than never: it may be what ends a note
    CsnWaiting later = *waiting;
    later.frame = cycle_frame + instance->ksmps;
    (void)csn_queue_push(engine->rt.queue, later);
  } else if ((bytes[0] & 0xF0U) == 0x90U && bytes[2] && offset > 0) {
    csn_notes_midi(instance, bytes[0] & 0x0FU, bytes[1], (uint32_t)offset);
  }
}

CSN_AUDIO static void
send_notes_off(CsnInstance* instance)
{
  for (uint8_t channel = 0; channel < 16U; ++channel) {
    const uint8_t pedal_up[] = { (uint8_t)(0xB0U | channel), 64, 0 };
    const uint8_t notes_off[] = { (uint8_t)(0xB0U | channel), 123, 0 };
    (void)csn_midi_add_rt(&instance->midi, pedal_up, 3);
    (void)csn_midi_add_rt(&instance->midi, notes_off, 3);
  }
  instance->midi.any_note = false;
}

// k-cycles; the data is the engine

static void
before_cycle(void* data, CsnInstance* instance, int64_t frame)
{
  CsnEngine* const engine = (CsnEngine*)data;
  csn_role_enter_audio();
  if (instance != engine->rt.current) {
    return;
  }

  csn_transport_apply_rt(&instance->transport,
                         &engine->rt.transport,
                         instance->rate,
                         frame);
  CsnWaiting waiting;
  if (engine->rt.reset) {
    engine->rt.reset = false;
    if (instance->midi.any_note) {
      send_notes_off(instance);
    }
    csn_notes_stop_known(instance);
  }
  csn_automations_begin(engine->rt.automations, frame, instance->ksmps);
  csn_streams_run_rt(engine->streams);
  const int64_t end = frame + instance->ksmps;
  csn_outvalue_begin_rt(engine, frame);
  csn_tables_due_rt(instance, end);
  csn_fills_run_rt(engine, instance, frame);
  while (csn_queue_pop(engine->rt.queue, end, &waiting)) {
    if (waiting.record && waiting.order <= engine->rt.forget) {
      csn_engine_forget(engine, &waiting);
    } else if (waiting.record) {
      csn_engine_carry_out(engine, instance, &waiting, frame);
    } else {
      send_midi(engine, instance, &waiting, frame);
    }
  }
  if (atomic_load_explicit(&engine->shared.freewheel, memory_order_relaxed) &&
      csn_streams_starve_rt(engine->streams)) {
    csn_streams_run_rt(engine->streams); // Asks for what is claimed by now
    csn_engine_wait_for_streams(engine);
  }
  csn_automations_run(engine->rt.automations, instance);
}

/* A watcher has broken notes off, or all of the program. */
CSN_AUDIO static void
tell_broken(CsnEngine* engine, CsnInstance* instance)
{
  const char* const text = instance->watch.text;
  const CsnReply reply = { .type = CSN_REPLY_ERROR,
                           .status = CSN_ERR_ERROR,
                           .frame = engine->rt.now,
                           .length = strlen(text),
                           .text = text };
  csn_engine_reply_rt(engine, &reply);
  instance->rt.lost = instance->rt.broken == CSN_WATCH_LOST;
  instance->rt.broken = CSN_WATCH_FINE;
  if (instance->rt.lost && instance == engine->rt.current) {
    csn_engine_post_revival(engine);
  }
}

static void
after_cycle(void* data, CsnInstance* instance, int64_t frame)
{
  CsnEngine* const engine = (CsnEngine*)data;
  csn_role_enter_audio();
  if (instance->rt.broken) {
    tell_broken(engine, instance);
  }
  csn_syncs_tell_rt(engine, frame);
  if (instance == engine->rt.current) {
    csn_controls_after_rt(engine, instance);
    // Nobody else writes it, so it need not be an exchange
    const unsigned long long n =
      atomic_load_explicit(&engine->shared.n_cycles, memory_order_relaxed);
    atomic_store_explicit(&engine->shared.n_cycles,
                          n + 1U,
                          memory_order_release);
  }
}

static void
score_ended(void* data, const CsnInstance* instance, int64_t frame)
{
  CsnEngine* const engine = (CsnEngine*)data;
  csn_role_enter_audio();
  if (instance == engine->rt.current) {
    const int64_t at = frame + csn_engine_latency_rt(engine);
    const CsnReply reply = { .type = CSN_REPLY_ENDED, .frame = at };
    csn_engine_reply_rt(engine, &reply);
  }
}

// Instances come and go

void
csn_engine_ask_worker(CsnEngine* engine)
{
  engine->rt.ask_again = !engine->config.schedule(engine->config.schedule_data);
}

CSN_AUDIO static void
retire(CsnEngine* engine, CsnInstance* instance)
{
  // Two programs may come in one block: a watcher must not look at the first
  if (atomic_load_explicit(&engine->shared.performing, memory_order_relaxed) ==
      instance) {
    atomic_store_explicit(&engine->shared.performing,
                          NULL,
                          memory_order_release);
  }
  CsnInstance* head =
    atomic_load_explicit(&engine->shared.retired, memory_order_relaxed);
  do {
    instance->next = head;
  } while (!atomic_compare_exchange_weak_explicit(&engine->shared.retired,
                                                  &head,
                                                  instance,
                                                  memory_order_release,
                                                  memory_order_relaxed));
  csn_engine_ask_worker(engine);
}

static void
update_latency(CsnEngine* engine)
{
  const CsnInstance* const current = engine->rt.current;
  const uint32_t latency = current && current->rt.buffered ? current->ksmps : 0;
  atomic_store_explicit(&engine->shared.latency, latency, memory_order_relaxed);
}

CSN_AUDIO static void
take_map(CsnEngine* engine)
{
  // One at a time: the last must have been freed
  if (atomic_load_explicit(&engine->shared.retired_map, memory_order_acquire)) {
    csn_engine_ask_worker(engine);
    return;
  }
  CsnControlMap* const map =
    atomic_exchange_explicit(&engine->shared.incoming_map,
                             NULL,
                             memory_order_acquire);
  if (map) {
    csn_controls_remap_rt(engine, map);
    atomic_store_explicit(&engine->shared.retired_map,
                          map,
                          memory_order_release);
  }
}

CSN_AUDIO static void
take_instance(CsnEngine* engine)
{
  CsnInstance* const incoming =
    atomic_exchange_explicit(&engine->shared.incoming,
                             NULL,
                             memory_order_acquire);
  if (!incoming) {
    return;
  }

  CsnInstance* const old = engine->rt.current;
  if (engine->rt.fading) {
    retire(engine, engine->rt.fading);
  }
  engine->rt.fading = old;
  if (old) {
    // Its input ends here
    memset(old->spin, 0, sizeof(MYFLT) * old->ksmps * old->nchnls_i);
  }
  engine->rt.fade.gain = 1.0F;
  engine->rt.fade.gain_step = -1.0F / (float)CSN_FADE_FRAMES;
  engine->rt.fade.add = true;
  engine->rt.current = incoming;
  csn_automations_move(engine->rt.automations, incoming);
  incoming->rt.automations = engine->rt.automations;
  if (old) {
    old->rt.automations = NULL;
  }
  incoming->rt.buffered =
    !incoming->aligned ||
    atomic_load_explicit(&engine->shared.broken_promise, memory_order_relaxed);
  csn_channels_begin_rt(engine, incoming, old);
  csn_controls_begin_rt(engine, incoming);
  if (old) {
    csn_tables_carry_rt(old, incoming);
  }
  atomic_store_explicit(&engine->shared.live, incoming, memory_order_release);
  update_latency(engine);
  if (old && !old->rt.n_cycles) {
    engine->rt.fading = NULL; // It has never sounded
    retire(engine, old);
  }
}

/* A map, and what is delivered, is for the instance built before it. */
CSN_AUDIO static void
take_incoming(CsnEngine* engine)
{
  take_instance(engine);
  take_map(engine);
  while (csn_delivery_waits_rt(engine)) {
    take_instance(engine); // It is there by now
    take_map(engine);
    csn_delivery_take_rt(engine);
  }
  csn_tables_collect_rt(engine);
  csn_streams_run_rt(engine->streams);
}

// Frames

CSN_AUDIO static void
perform(CsnEngine* engine, const CsnAudio* audio, uint32_t begin, uint32_t end)
{
  const CsnCycleHooks hooks = {
    before_cycle, after_cycle, score_ended, engine
  };
  CsnInstance* const current = engine->rt.current;
  CsnInstance* const fading = engine->rt.fading;
  const int64_t now = engine->rt.now + begin;
  if (!current) {
    csn_engine_refuse_waiting(engine, engine->rt.now + end);
    for (uint32_t c = 0; c < audio->n_outputs; ++c) {
      if (audio->outputs[c]) {
        memset(audio->outputs[c] + begin, 0, (end - begin) * sizeof(float));
      }
    }
    return;
  }

  /* The fading one would read inputs that the current one has overwritten
     where buffers are shared, so its inputs end with its reign. */
  const bool was_buffered = current->rt.buffered;
  atomic_store_explicit(&engine->shared.performing,
                        current,
                        memory_order_release);
  csn_perform_frames(
    current, &hooks, audio, &engine->rt.output, now, begin, end);
  if (current->rt.buffered != was_buffered) {
    atomic_store_explicit(&engine->shared.broken_promise,
                          true,
                          memory_order_relaxed);
    update_latency(engine);
  }
  if (fading) {
    atomic_store_explicit(&engine->shared.performing,
                          fading,
                          memory_order_release);
    const CsnAudio dry = { NULL, audio->outputs, 0, audio->n_outputs };
    csn_perform_frames(fading, &hooks, &dry, &engine->rt.fade, now, begin, end);
    if (!(engine->rt.fade.gain > 0.0F)) {
      engine->rt.fading = NULL;
      retire(engine, fading);
    }
  }
}

/* Frame of this block at which the next job is to begin. */
static uint32_t
next_job(const CsnEngine* engine, uint32_t n_frames)
{
  if (!engine->rt.n_jobs) {
    return UINT32_MAX;
  }
  const int64_t at =
    engine->rt.job_frames[engine->rt.first_job] - engine->rt.now;
  const CsnInstance* const current = engine->rt.current;
  const bool aligned = current && !current->rt.buffered;
  if (at <= 0) {
    return 0;
  }
  // A program that lies on the host's blocks is changed between blocks
  return aligned ? n_frames : (uint32_t)at;
}

CSN_AUDIO static void
release_job(CsnEngine* engine)
{
  engine->rt.first_job = (engine->rt.first_job + 1U) % CSN_MAX_JOBS;
  --engine->rt.n_jobs;
  const bool waits =
    atomic_load_explicit(&engine->shared.freewheel, memory_order_relaxed);
  atomic_store_explicit(&engine->shared.audio_waits,
                        waits,
                        memory_order_release);
  if (engine->rt.current) {
    csn_tables_survey(engine->rt.current);
  }
  atomic_fetch_add_explicit(&engine->shared.n_released,
                            1,
                            memory_order_release);
  csn_engine_ask_worker(engine);
  if (waits) {
    csn_engine_wait(engine);
    atomic_store_explicit(&engine->shared.audio_waits,
                          false,
                          memory_order_release);
  }
  take_incoming(engine);
}

/* A sentence that another thread has for whoever polls at door 0. */
CSN_AUDIO static void
tell(CsnEngine* engine, const CsnRecord* record)
{
  CsnArgReader reader = csn_record_args(record);
  CsnArg text;
  CsnArg type;
  if (csn_args_next(&reader, &text) && csn_args_next(&reader, &type)) {
    const bool failed =
      type.number > CSN_REPLY_DONE && type.number < CSN_REPLY_ERROR;
    const CsnReply reply = { .type = failed ? CSN_REPLY_FAILED : CSN_REPLY_LOG,
                             .status = failed ? CSN_ERR_BAD_CALL : CSN_OK,
                             .frame = engine->rt.now,
                             .length = text.length,
                             .text = text.text };
    csn_engine_reply_rt(engine, &reply);
  }
}

CSN_AUDIO static void
drain_commands(CsnEngine* engine)
{
  size_t size = 0;
  const void* message = NULL;
  while ((message = csn_ring_peek(engine->commands, &size))) {
    const CsnRecord* const record = (const CsnRecord*)message;
    CsnStatus st = CSN_OK;
    const char* problem = "too many events at once";
    if (record->method == CSN_METHOD_LINE) {
      CsnArgReader reader = csn_record_args(record);
      CsnArg arg;
      if (csn_args_next(&reader, &arg)) {
        st = csn_engine_post_line(engine,
                                  engine->rt.now,
                                  arg.text,
                                  arg.length,
                                  record->request,
                                  record->door,
                                  &problem);
      }
    } else if (record->method == CSN_METHOD_TELL) {
      tell(engine, record);
    } else {
      st = csn_engine_post(engine, engine->rt.now, record);
    }
    if (st) {
      const CsnReply reply = { .type = CSN_REPLY_FAILED,
                               .status = st,
                               .request = record->request,
                               .door = record->door,
                               .frame = engine->rt.now,
                               .length = strlen(problem),
                               .text = problem };
      csn_engine_reply_rt(engine, &reply);
    }
    csn_ring_skip(engine->commands);
  }
}

static double
seconds_now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time); // Reads a page; no system call
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void
measure_load(CsnEngine* engine, double seconds, uint32_t n_frames)
{
  const double load = seconds * engine->config.rate / n_frames;
  engine->rt.load += 0.05 * (load - engine->rt.load);
  atomic_store_explicit(&engine->shared.load,
                        (uint32_t)(engine->rt.load * 1e6),
                        memory_order_relaxed);
}

void
csn_engine_process_rt(CsnEngine* engine,
                      const float* const* inputs,
                      float* const* outputs,
                      uint32_t n_frames)
{
  const CsnAudio audio = {
    inputs, outputs, engine->config.n_inputs, engine->config.n_outputs
  };
  const double began = seconds_now();
#if defined(__SSE2__)
  /* As csound itself: denormal inputs count as zero.  Flushing results too
     would change what it renders. */
  const unsigned int mode = _mm_getcsr();
  _mm_setcsr(mode | 0x0040U);
#endif
  csn_role_enter_audio();
  atomic_store_explicit(&engine->shared.audio_thread,
                        pthread_self(),
                        memory_order_relaxed);
  engine->rt.output.limit =
    !atomic_load_explicit(&engine->shared.freewheel, memory_order_relaxed);
  engine->rt.inside = true;

  take_instance(engine);
  drain_commands(engine);
  if (engine->rt.ask_again) {
    csn_engine_ask_worker(engine);
  }
  take_incoming(engine);
  csn_plots_copy_rt(engine);
  uint32_t at = 0;
  for (;;) {
    const uint32_t job = next_job(engine, n_frames);
    if (job <= at) {
      release_job(engine);
    } else if (at == n_frames) {
      break;
    } else {
      const uint32_t end = job < n_frames ? job : n_frames;
      perform(engine, &audio, at, end);
      at = end;
    }
  }

  atomic_store_explicit(&engine->shared.performing, NULL, memory_order_release);
  engine->rt.block_start = engine->rt.now;
  engine->rt.now += n_frames;
  engine->rt.inside = false;
  if (engine->rt.output.n_guarded) {
    atomic_fetch_add_explicit(&engine->shared.n_guarded,
                              engine->rt.output.n_guarded,
                              memory_order_relaxed);
    engine->rt.output.n_guarded = 0;
  }
#if defined(__SSE2__)
  _mm_setcsr(mode);
#endif
  if (n_frames) {
    measure_load(engine, seconds_now() - began, n_frames);
  }
}
