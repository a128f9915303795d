// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "soundfile.h"

#include "base/file.h"

#include <sndfile.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_CHUNK 4096 ///< Frames

static void
tell(CsnDiagnosticList* list, const char* path, const char* why)
{
  csn_diagnostic_add(list, CSN_SEVERITY_ERROR, path, 0, 0, "%s", why);
}

void
csn_soundfile_find(const char* path,
                   const char* folder,
                   char* found,
                   size_t size)
{
  int n = snprintf(found, size, "%s", path);
  if (folder && *path != '/' && access(path, R_OK)) {
    n = snprintf(found, size, "%s/%s", folder, path);
    if (n < 0 || (size_t)n >= size || access(found, R_OK)) {
      n = snprintf(found, size, "%s", path);
    }
  }
  if (n < 0 || (size_t)n >= size) {
    *found = '\0';
  }
}

static int16_t
loop_mode(int mode)
{
  return (int16_t)(mode == SF_LOOP_FORWARD       ? 1
                   : mode == SF_LOOP_ALTERNATING ? 2
                                                 : 0);
}

/* What a sampler has written into the file, as GEN01 takes it. */
static void
read_loops(SNDFILE* file,
           uint64_t skipped,
           uint64_t n_frames,
           CsnTableLoops* to)
{
  SF_INSTRUMENT instrument;
  memset(&instrument, 0, sizeof(instrument));
  if (!sf_command(
        file, SFC_GET_INSTRUMENT, &instrument, (int)sizeof(instrument))) {
    return;
  }
  to->base =
    440.0 * exp2((instrument.basenote - 69 + instrument.detune * 0.01) / 12.0);
  for (int i = 0; i < 2 && i < instrument.loop_count; ++i) {
    const uint64_t begin = instrument.loops[i].start;
    const uint64_t end = instrument.loops[i].end;
    if (begin >= skipped && end > begin && end - skipped <= n_frames) {
      to->loops[i].mode = loop_mode(instrument.loops[i].mode);
      to->loops[i].begin = (int32_t)(begin - skipped);
      to->loops[i].end = (int32_t)(end - skipped);
    }
  }
}

CsnStatus
csn_soundfile_open(CsnSoundfile* sound,
                   const char* path,
                   const char* folder,
                   double skip,
                   uint32_t channel,
                   CsnDiagnosticList* list)
{
  char found[4096];
  SF_INFO info;
  memset(&info, 0, sizeof(info));
  memset(sound, 0, sizeof(*sound));
  csn_soundfile_find(path, folder, found, sizeof(found));
  const char* problem = NULL;
  const int descriptor = csn_file_open(found, &problem);
  if (descriptor < 0) {
    tell(list, path, problem);
    return CSN_ERR_IO;
  }
  SNDFILE* file = sf_open_fd(descriptor, SFM_READ, &info, SF_TRUE);
  if (!file && sf_error(NULL) == SF_ERR_UNRECOGNISED_FORMAT) {
    // Some are known by the end of their name alone
    memset(&info, 0, sizeof(info));
    file = sf_open(found, SFM_READ, &info);
  }
  if (!file) {
    tell(list, path, sf_strerror(NULL));
    return CSN_ERR_BAD_DATA;
  }

  const double frames = floor(skip * info.samplerate);
  const char* wrong = NULL;
  if (info.channels < 1 || channel > (uint32_t)info.channels) {
    wrong = "the file has no such channel";
  } else if (!(frames >= 0) || !(frames < (double)info.frames)) {
    wrong = "the file is shorter than what is skipped";
  } else if (frames > 0 && sf_seek(file, (sf_count_t)frames, SEEK_SET) < 0) {
    wrong = "nothing can be skipped in this file";
  }
  if (wrong) {
    tell(list, path, wrong);
    sf_close(file);
    return CSN_ERR_BAD_ARG;
  }

  const uint64_t skipped = (uint64_t)frames;
  sound->file = file;
  sound->rate = info.samplerate;
  sound->n_channels = (uint32_t)info.channels;
  sound->channel = channel;
  sound->n_frames = (uint64_t)info.frames - skipped;
  read_loops(file, skipped, sound->n_frames, &sound->loops);
  return CSN_OK;
}

/* Reads a few frames of all channels and takes one. */
static size_t
read_one(CsnSoundfile* sound, double* chunk, double* to, size_t n)
{
  const size_t got =
    (size_t)sf_readf_double((SNDFILE*)sound->file, chunk, (sf_count_t)n);
  for (size_t i = 0; i < got; ++i) {
    to[i] = chunk[i * sound->n_channels + sound->channel - 1U];
  }
  return got;
}

void
csn_soundfile_read(CsnSoundfile* sound,
                   double* to,
                   size_t n_frames,
                   double factor)
{
  const size_t width = sound->channel ? 1U : sound->n_channels;
  double* const chunk =
    sound->channel
      ? (double*)malloc((size_t)N_CHUNK * sound->n_channels * sizeof(double))
      : NULL;
  size_t done = 0;
  size_t got = 1;
  while (done < n_frames && got && (chunk || !sound->channel)) {
    const size_t n = n_frames - done < N_CHUNK ? n_frames - done : N_CHUNK;
    double* const at = to + done * width;
    got = chunk
            ? read_one(sound, chunk, at, n)
            : (size_t)sf_readf_double((SNDFILE*)sound->file, at, (sf_count_t)n);
    for (size_t i = 0; i < got * width; ++i) {
      at[i] *= factor;
    }
    done += got;
  }
  memset(to + done * width, 0, (n_frames - done) * width * sizeof(double));
  free(chunk);
}

size_t
csn_soundfile_read_some(CsnSoundfile* sound, float* to, size_t n_frames)
{
  const sf_count_t got =
    sf_readf_float((SNDFILE*)sound->file, to, (sf_count_t)n_frames);
  return got > 0 ? (size_t)got : 0U;
}

void
csn_soundfile_close(CsnSoundfile* sound)
{
  if (sound->file) {
    sf_close((SNDFILE*)sound->file);
  }
  sound->file = NULL;
}
