// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Reads and writes sound files by libsndfile. Layer: host, control thread.

#include "wav.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 4096U

CsnWavReader*
csn_wav_reader_open(const char* path, char* error, size_t error_size)
{
  SF_INFO info;
  memset(&info, 0, sizeof(info));
  SNDFILE* file = sf_open(path, SFM_READ, &info);
  if (!file) {
    snprintf(error, error_size, "%s: %s", path, sf_strerror(NULL));
    return NULL;
  }

  CsnWavReader* reader = (CsnWavReader*)calloc(1, sizeof(CsnWavReader));
  float* block = (float*)calloc((size_t)info.channels * BLOCK, sizeof(float));
  if (!reader || !block) {
    snprintf(error, error_size, "out of memory");
    sf_close(file);
    free(reader);
    free(block);
    return NULL;
  }
  reader->file = file;
  reader->n_channels = (uint32_t)info.channels;
  reader->rate = (double)info.samplerate;
  reader->n_frames = info.frames > 0 ? (uint64_t)info.frames : 0U;
  reader->block = block;
  return reader;
}

void
csn_wav_reader_close(CsnWavReader* reader)
{
  if (reader) {
    sf_close(reader->file);
    free(reader->block);
    free(reader);
  }
}

void
csn_wav_read(CsnWavReader* reader,
             float* const* channels,
             uint32_t n_channels,
             uint32_t n_frames)
{
  const uint32_t stride = reader->n_channels;
  for (uint32_t done = 0; done < n_frames;) {
    const uint32_t left = n_frames - done;
    const uint32_t wanted = left < BLOCK ? left : BLOCK;
    const sf_count_t got =
      sf_readf_float(reader->file, reader->block, (sf_count_t)wanted);
    const uint32_t n = got > 0 ? (uint32_t)got : 0U;
    for (uint32_t c = 0; c < n_channels; ++c) {
      float* out = channels[c] + done;
      memset(out, 0, wanted * sizeof(float));
      const uint32_t from = stride == 1U && c == 1U ? 0U : c;
      for (uint32_t i = 0; from < stride && i < n; ++i) {
        out[i] = reader->block[i * stride + from];
      }
    }
    done += wanted;
  }
}

// The temporary file lies in the same folder, so that renaming is one step. A
// device or a pipe has no such neighbour: it is written to as it is.
static char*
part_path(const char* path)
{
  struct stat status;
  if (!stat(path, &status) && !S_ISREG(status.st_mode)) {
    return strdup(path);
  }

  const char* slash = strrchr(path, '/');
  const int folder = slash ? (int)(slash - path) + 1 : 0;
  char* part = NULL;
  return asprintf(&part,
                  "%.*s.%s.%ld.part",
                  folder,
                  path,
                  path + folder,
                  (long)getpid()) < 0
           ? NULL
           : part;
}

static SNDFILE*
open_part(const CsnWavWriter* writer,
          double rate,
          uint64_t n_frames,
          char* error,
          size_t error_size)
{
  SF_INFO info;
  memset(&info, 0, sizeof(info));
  info.samplerate = (int)lrint(rate);
  info.channels = (int)writer->n_channels;
  info.format = SF_FORMAT_FLOAT |
                (n_frames > writer->limit ? SF_FORMAT_RF64 : SF_FORMAT_WAV);
  SNDFILE* file = sf_open(writer->part, SFM_WRITE, &info);
  if (!file) {
    snprintf(error,
             error_size,
             "%s: cannot be written: %s",
             writer->path,
             strerror(errno));
    return NULL;
  }
  // The PEAK chunk holds the time of day: equal renders shall be equal files
  sf_command(file, SFC_SET_ADD_PEAK_CHUNK, NULL, SF_FALSE);
  return file;
}

CsnWavWriter*
csn_wav_writer_open(const char* path,
                    double rate,
                    uint32_t n_channels,
                    uint64_t n_frames,
                    char* error,
                    size_t error_size)
{
  struct stat status;
  if (!stat(path, &status) && S_ISDIR(status.st_mode)) {
    snprintf(error, error_size, "%s: is a folder", path);
    return NULL;
  }

  CsnWavWriter* writer = (CsnWavWriter*)calloc(1, sizeof(CsnWavWriter));
  if (!writer) {
    snprintf(error, error_size, "out of memory");
    return NULL;
  }
  writer->n_channels = n_channels;
  writer->limit = 0xFFFFF000U / (n_channels * sizeof(float));
  // Behind a symbolic link, the file that it names is replaced
  char* real = realpath(path, NULL);
  writer->path = real ? real : strdup(path);
  writer->part = writer->path ? part_path(writer->path) : NULL;
  writer->block = (float*)calloc((size_t)n_channels * BLOCK, sizeof(float));
  if (!writer->path || !writer->part || !writer->block) {
    snprintf(error, error_size, "out of memory");
  } else {
    writer->file = open_part(writer, rate, n_frames, error, error_size);
    if (n_frames > writer->limit) {
      writer->limit = UINT64_MAX;
    }
  }
  if (!writer->file) {
    csn_wav_writer_close(writer, false, NULL, 0);
    return NULL;
  }
  return writer;
}

static bool
flush_block(CsnWavWriter* writer, char* error, size_t error_size)
{
  const sf_count_t wanted = (sf_count_t)writer->used;
  writer->used = 0;
  if (sf_writef_float(writer->file, writer->block, wanted) != wanted) {
    snprintf(error,
             error_size,
             "%s: cannot be written: %s",
             writer->path,
             sf_strerror(writer->file));
    return false;
  }
  return true;
}

bool
csn_wav_write(CsnWavWriter* writer,
              const float* const* channels,
              uint32_t offset,
              uint32_t n_frames,
              char* error,
              size_t error_size)
{
  if (n_frames > writer->limit - writer->n_frames) {
    snprintf(error,
             error_size,
             "%s: too long for a WAV file of 4 GiB; say --seconds S",
             writer->path);
    return false;
  }

  const uint32_t stride = writer->n_channels;
  for (uint32_t i = 0; i < n_frames; ++i) {
    float* frame = writer->block + (size_t)writer->used * stride;
    for (uint32_t c = 0; c < stride; ++c) {
      frame[c] = channels[c][offset + i];
    }
    if (++writer->used == BLOCK && !flush_block(writer, error, error_size)) {
      return false;
    }
  }
  writer->n_frames += n_frames;
  return true;
}

bool
csn_wav_writer_close(CsnWavWriter* writer,
                     bool is_good,
                     char* error,
                     size_t error_size)
{
  if (!writer) {
    return true;
  }

  bool done = is_good;
  if (writer->file) {
    done = done && flush_block(writer, error, error_size);
    if (sf_close(writer->file) && done) {
      snprintf(error, error_size, "%s: cannot be completed", writer->path);
      done = false;
    }
    const bool is_part = strcmp(writer->part, writer->path) != 0;
    if (done && is_part && rename(writer->part, writer->path)) {
      snprintf(error, error_size, "%s: %s", writer->path, strerror(errno));
      done = false;
    }
    if (!done && is_part) {
      unlink(writer->part);
    }
  }
  free(writer->path);
  free(writer->part);
  free(writer->block);
  free(writer);
  return done;
}
