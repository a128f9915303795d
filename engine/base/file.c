// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int
csn_file_open(const char* path, const char** problem)
{
  struct stat status;
  const char* wrong = NULL;
  // What is no file is not even opened: a device may do something then.  It
  // may have become one since, so it is looked at again.
  int file = -1;
  if (stat(path, &status)) {
    wrong = strerror(errno);
  } else if (!S_ISREG(status.st_mode)) {
    wrong = CSN_NO_FILE;
  } else {
    file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    wrong = file < 0 || fstat(file, &status) ? strerror(errno)
            : S_ISREG(status.st_mode)        ? NULL
                                             : CSN_NO_FILE;
  }
  if (wrong && file >= 0) {
    (void)close(file);
    file = -1;
  }
  if (problem) {
    *problem = wrong;
  }
  return file;
}

FILE*
csn_file_open_stream(const char* path, const char** problem)
{
  const int file = csn_file_open(path, problem);
  FILE* const stream = file >= 0 ? fdopen(file, "rb") : NULL;
  if (file >= 0 && !stream) {
    (void)close(file);
    if (problem) {
      *problem = strerror(errno);
    }
  }
  return stream;
}
