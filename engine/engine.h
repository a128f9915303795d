// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Engine: what its parts share.  Private to the engine's own files.

  Fields are grouped by who may touch them: `rt` the audio thread, `bg` a
  worker or the control thread under `bg.mutex` (never the audio thread), and
  `shared` anybody, as atomics.  Rings have one writer and one reader each.
*/

#ifndef CSN_ENGINE_ENGINE_H
#define CSN_ENGINE_ENGINE_H

#include "automation/automation.h"
#include "base/attributes.h"
#include "base/pool.h"
#include "base/ring.h"
#include "call/line.h"
#include "call/methods.h"
#include "call/queue.h"
#include "call/record.h"
#include "call/reply.h"
#include "channel/channels.h"
#include "channel/strings.h"
#include "csonance.h"
#include "life/ranges.h"
#include "note/clock.h"
#include "note/future.h"
#include "note/sync.h"
#include "perform.h"
#include "table/fill.h"
#include "table/parcel.h"
#include "table/plot.h"
#include "worker/instance.h"
#include "worker/scratch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CSN_MAX_JOBS 1024U    ///< Waiting for their frame
#define CSN_FADE_FRAMES 1024U ///< In which a replaced program fades out

/** A control of the host. */
typedef struct {
  float port;   ///< Last value of the host, 0 … 1
  bool seen;    ///< The host has told one
  bool taken;   ///< It drives the program; until then the program's own holds
  bool a_stale; ///< The audio channel has two values in this k-cycle
  double value; ///< In the program's units
} CsnControlState;

struct CsnEngine {
  CsnConfig config;
  char* name;      ///< Registry's
  CsnEngine* next; ///< Likewise

  CsnRing* commands;   ///< Control to audio: records
  CsnRing* jobs;       ///< Audio to worker: records
  CsnRing* messages;   ///< Audio to worker: what Csound said, with its instance
  CsnRing* deliveries; ///< Worker to audio: what was made; delivery.h
  CsnRing* garbage;    ///< Audio to worker: what is to be freed; delivery.h
  CsnRing* replies_rt[CSN_N_DOORS]; ///< Audio to whoever polls there
  CsnRing* replies_bg[CSN_N_DOORS]; ///< Worker to whoever polls there
  CsnBusBank* bank;                 ///< Buses, which outlive programs
  CsnNamedChannels* channels;       ///< And channels that calls have made
  CsnStrings* strings;              ///< And strings
  struct CsnSession* session;       ///< And instruments
  struct CsnSoundfonts* soundfonts; ///< And soundfonts
  struct CsnStreams* streams;       ///< And sound files that are played
  struct CsnOutvalues* outvalues;   ///< Who is told of outvalue
  CsnPlots* plots;                  ///< Tables that are to be drawn

  struct {
    _Atomic(CsnInstance*) incoming;       ///< Built, not live yet
    _Atomic(CsnInstance*) retired;        ///< List; no longer live
    _Atomic(CsnInstance*) live;           ///< For the worker to compile into
    _Atomic(CsnControlMap*) incoming_map; ///< For the live instance
    _Atomic(CsnControlMap*) retired_map;
    atomic_uint n_released;   ///< Jobs whose frame has come
    atomic_uint n_done;       ///< Of these
    atomic_uint n_awaited;    ///< Jobs that are not done yet
    atomic_uint n_unprepared; ///< Things for calls that could not be sent
    atomic_ullong n_cycles;   ///< Performed, of the live instance
    atomic_ullong n_guarded;
    atomic_uint latency;
    atomic_uint ksmps; ///< And the rest, of the program that was built last
    atomic_uint nchnls;
    atomic_uint nchnls_i;
    _Atomic(double) zero_dbfs;
    _Atomic(double) values[CSN_MAX_CONTROLS];  ///< Of the controls now
    _Atomic(double) presets[CSN_MAX_CONTROLS]; ///< For the next program
    atomic_uint preset_mask;                   ///< Which of them are set
    atomic_uint load;                          ///< Millionths
    atomic_bool freewheel;
    atomic_bool audio_waits; ///< In freewheel, for the worker
    atomic_bool broken_promise;
    atomic_int udp_port; ///< Of the UDP server; 0: none
    _Atomic(pthread_t) audio_thread;
    _Atomic(CsnInstance*) performing; ///< Now, for the watcher
  } shared;

  struct {
    CsnInstance* current;
    CsnInstance* fading;
    CsnOutput output;
    CsnOutput fade;
    int64_t now;         ///< Frame of the coming block
    int64_t block_start; ///< Frame of the block that was performed last
    CsnQueue* queue;
    CsnPool* pool;
    int64_t job_frames[CSN_MAX_JOBS];
    uint32_t first_job;
    uint32_t n_jobs;
    CsnControlState controls[CSN_MAX_CONTROLS];
    CsnVariables variables;
    uint64_t order;      ///< Of the call that is carried out; 0: none
    uint64_t sync_order; ///< Of the last `sync`: later calls wait for it
    uint32_t n_syncs;    ///< That the worker has not reached yet
    uint64_t hold;       ///< A call that lacks something; later ones wait
    uint32_t n_asked;    ///< Things that the worker is to make for calls
    uint32_t n_prepared; ///< Of these
    CsnTransport transport;
    CsnAutomations* automations;
    uint8_t delays[CSN_N_METHODS]; ///< Place of each one's delay; 0: none
    CsnClock clock;
    CsnFuture* future;
    CsnSyncs* syncs;
    CsnFill* fills;        ///< The first is being written
    char* texts;           ///< CSN_RECORD_MAX_SMALL bytes, like pfields
    uint32_t n_text_bytes; ///< Of these, of the note that is being made
    double* pfields;       ///< PMAX of them, for the call that is carried out
    uint64_t* line;        ///< Record in the making
    bool reset;            ///< Notes off in the coming k-cycle
    bool ask_again;        ///< The worker could not be asked
    uint64_t forget;       ///< Events of this order and before are forgotten
    int64_t forgot_at;     ///< Frame of the block of the last unschedAll
    bool inside;           ///< A block is being performed
    bool working;          ///< … and in it the worker's work is done
    double load;
    uint64_t n_dropped; ///< Replies and messages that found no room
  } rt;

  struct {
    pthread_mutex_t mutex;
    CsnProgram* program; ///< Live, or about to be
    CsnInstance* newest; ///< Of that program
    uint64_t n_built;    ///< Instances so far
    bool stopped;        ///< By `stop`, until `start` or a load
    CsnRanges ranges;    ///< Numbers of instruments that are reserved
    char* includes;      ///< Paths of files that each program gets, a line each
    CsnControlMap* map;  ///< Of that program
    CsnKsmpsMode ksmps_mode;
    uint32_t ksmps_number;
    CsnTableBook* tables; ///< That messages have made
    CsnFill* fills;       ///< Numbers on their way into tables
    bool builtins;        ///< Programs get the built-in instruments
    CsnParcel* parcels;   ///< That wait for their calls
    unsigned long long n_parcels;
    CsnScratch* scratch;  ///< Where code is tried
    CsnBuilding building; ///< What a watcher looks at
    bool reviving;        ///< The program begins anew, without its score
    CsnDiagnosticList* list;
    char* report;      ///< CSN_REPORT_SIZE bytes
    char problem[256]; ///< Of the job at work, where it is no static text
  } bg;

  /** csn_engine_work(), for the one place where the audio thread may do it. */
  void (*work)(CsnEngine* engine);

  /** A watcher looks, or an instance is freed. */
  pthread_mutex_t watch_mutex;

  /** One at a time writes `commands`; the audio thread never. */
  pthread_mutex_t send_mutex;

  double* polled[CSN_N_DOORS]; ///< The last reply, values first
};

#define CSN_REPORT_SIZE 16384U

// Audio

/** Puts a record into the queue, or its job into the worker's. */
CsnStatus
csn_engine_post(CsnEngine* engine,
                int64_t frame,
                const CsnRecord* record) CSN_AUDIO;

/** Gives the worker a record with another head; false: there is no room. */
bool
csn_engine_post_part(CsnEngine* engine,
                     int64_t frame,
                     const CsnRecord* head,
                     const CsnRecord* record) CSN_AUDIO;
/** Tells whether later calls wait for this job: `sync`, or one with block=1.
    @thread any @rt bounded */
bool
csn_is_waited_for(const CsnRecord* record);

/** Room in the worker's ring for a record, to be made in place; null: full. */
void*
csn_engine_begin_job(CsnEngine* engine, size_t size) CSN_AUDIO;

/** Posts the job whose record was made there. */
void
csn_engine_commit_job(CsnEngine* engine,
                      int64_t frame,
                      const CsnRecord* record) CSN_AUDIO;
/** The same for a call whose delay is over at that frame. */
CsnStatus
csn_engine_post_due(CsnEngine* engine,
                    int64_t frame,
                    const CsnRecord* record) CSN_AUDIO;

/** Parses a line and posts it. */
CsnStatus
csn_engine_post_line(CsnEngine* engine,
                     int64_t frame,
                     const char* text,
                     size_t length,
                     uint32_t request,
                     uint16_t door,
                     const char** problem) CSN_AUDIO;

/** Finds out which methods have a delay, once. */
void
csn_engine_find_delays(CsnEngine* engine);

/** Carries out one call; `offset` is its frame in the coming k-cycle. */
void
csn_engine_carry_out(CsnEngine* engine,
                     CsnInstance* instance,
                     CsnWaiting* waiting,
                     int64_t cycle_frame) CSN_AUDIO;

/** Answers what waits for a frame before `end`, where there is no program. */
void
csn_engine_refuse_waiting(CsnEngine* engine, int64_t end) CSN_AUDIO;

/** Drops a call that unschedAll has overtaken; answers it, if asked to. */
void
csn_engine_forget(CsnEngine* engine, const CsnWaiting* waiting) CSN_AUDIO;

/** Asks the worker to build anew what is lost. */
void
csn_engine_post_revival(CsnEngine* engine) CSN_AUDIO;

/** Asks for the worker; again in the next block, if there was no room. */
void
csn_engine_ask_worker(CsnEngine* engine) CSN_AUDIO;

/** Answers a request, or tells a failure nobody has asked about. */
void
csn_engine_reply_rt(CsnEngine* engine, const CsnReply* reply) CSN_AUDIO;

/** Settles the audio channels of the controls after a k-cycle. */
void
csn_controls_after_rt(CsnEngine* engine, CsnInstance* instance) CSN_AUDIO;

/** Takes another map for the live instance. */
void
csn_controls_remap_rt(CsnEngine* engine, const CsnControlMap* map) CSN_AUDIO;

/** Lets controls that drive a p-field of this instrument have their say. */
void
csn_controls_pfields_rt(const CsnEngine* engine,
                        double p1,
                        double* args,
                        uint32_t n_args) CSN_AUDIO;

/** Takes what the host's controls are to an instance that goes live. */
void
csn_controls_begin_rt(CsnEngine* engine, CsnInstance* instance) CSN_AUDIO;

/** Waits, in freewheel, until the jobs whose frame has come are done. */
void
csn_engine_wait(CsnEngine* engine);

/** Waits, in freewheel, until sounds that play from disk have been read on. */
void
csn_engine_wait_for_streams(CsnEngine* engine);

// Worker

/** Builds a program; on success it is published as incoming. */
CsnStatus
csn_engine_build(CsnEngine* engine,
                 CsnProgram* program,
                 CsnDiagnosticList* list) CSN_NOT_AUDIO;

/** Compiles text into the live instance; `keep`: and into the program. */
CsnStatus
csn_engine_merge(CsnEngine* engine,
                 const char* text,
                 const char* path,
                 bool keep,
                 double* value,
                 CsnDiagnosticList* list) CSN_NOT_AUDIO;

/** Compiles code that has been tried into the live instance. */
CsnStatus
csn_engine_merge_tried(CsnEngine* engine,
                       const char* text,
                       double* value) CSN_NOT_AUDIO;

/** Maps a control as the call says, in the live program and the map. */
CsnStatus
csn_engine_map(CsnEngine* engine,
               CsnArgReader args,
               const char** problem) CSN_NOT_AUDIO;

/** Replies with the controls as they are mapped. */
void
csn_engine_tell_controls(CsnEngine* engine) CSN_NOT_AUDIO;

/** Whether this is the audio thread, inside a block: work is done at once. */
bool
csn_engine_is_on_audio_thread(CsnEngine* engine);

/** Frees what the audio thread has given back. */
void
csn_engine_collect(CsnEngine* engine) CSN_NOT_AUDIO;

/** Writes a reply. */
void
csn_engine_reply_bg(CsnEngine* engine, const CsnReply* reply) CSN_NOT_AUDIO;

/** Does one job of the worker's, and answers it. */
void
csn_engine_do_job(CsnEngine* engine, const CsnRecord* record) CSN_NOT_AUDIO;

/** Builds the program that was lost anew. */
void
csn_engine_revive(CsnEngine* engine) CSN_NOT_AUDIO;

/** Tells how the engine is. */
void
csn_engine_tell_status(CsnEngine* engine) CSN_NOT_AUDIO;

/** Tells errors and warnings of `bg.list`, unasked, and keeps their text in
    `bg.report`. */
void
csn_engine_report(CsnEngine* engine, CsnStatus st) CSN_NOT_AUDIO;

/** What Csound says while it plays; the data is the engine. */
void
csn_engine_on_message(void* data, CsnInstance* from, const char* text);

#endif
