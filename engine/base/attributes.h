// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Attributes: visibility, and the thread roles that clang checks.  Lowest
  layer; includes nothing.

  A role is a capability that nobody locks: entry points say which role they
  run in by csn_role_enter_audio(), callees say which one they need by
  CSN_AUDIO or that they must never be called in it by CSN_NOT_AUDIO.  With
  `clang -Wthread-safety` a call from audio code to blocking code is an error.
*/

#ifndef CSN_ENGINE_ATTRIBUTES_H
#define CSN_ENGINE_ATTRIBUTES_H

#if defined(__clang__)
#  define CSN_ROLE_(x) __attribute__((x))
#else
#  define CSN_ROLE_(x)
#endif

#define CSN_NODISCARD __attribute__((warn_unused_result))

#ifdef __cplusplus
extern "C" {
#endif

typedef struct CSN_ROLE_(capability("role")) {
  char unused;
} CsnRole;

/** The role of the thread that is inside the host's process callback. */
extern CsnRole csn_audio_role;

/** Runs on the audio thread only; must be wait-free. */
#define CSN_AUDIO CSN_ROLE_(requires_capability(csn_audio_role))

/** May allocate, lock or wait: never called on the audio thread. */
#define CSN_NOT_AUDIO CSN_ROLE_(locks_excluded(csn_audio_role))

/** Tells the analysis that the caller is the audio thread from here on. */
static inline void
csn_role_enter_audio(void) CSN_ROLE_(assert_capability(csn_audio_role))
{
}

#ifdef __cplusplus
}
#endif

#endif
