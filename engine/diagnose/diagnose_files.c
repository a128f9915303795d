// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Files of an expansion: included files are found and read, offsets become
  lines.  Engine layer.
*/

#include "diagnose_files.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_FILE_BYTES ((size_t)8 * 1024 * 1024)

static bool
set_text(CsnExpandFile* file, char* owned_text, size_t length, const char* name)
{
  file->text = owned_text;
  file->length = length;
  (void)snprintf(file->name, sizeof(file->name), "%s", name ? name : "");
  return true;
}

bool
csn_expand_add_program(CsnExpansion* expansion, const CsnExpandSource* source)
{
  char* const copy = (char*)malloc(source->length + 1);
  if (!copy) {
    return false;
  }
  if (source->length) {
    memcpy(copy, source->text, source->length);
  }
  copy[source->length] = '\0';
  expansion->n_files = 1;
  return set_text(&expansion->files[0], copy, source->length, source->file);
}

// Reads a whole file; null if it cannot be read
static char*
read_whole(const char* path, size_t* length)
{
  FILE* const stream = csn_file_open_stream(path, NULL);
  if (!stream) {
    return NULL;
  }
  size_t used = 0;
  size_t capacity = 16384;
  char* text = (char*)malloc(capacity);
  while (text) {
    used += fread(text + used, 1, capacity - used, stream);
    if (used < capacity || capacity >= MAX_FILE_BYTES) {
      break;
    }
    char* const longer = (char*)realloc(text, capacity * 2);
    if (!longer) {
      free(text);
      text = NULL;
      break;
    }
    text = longer;
    capacity *= 2;
  }
  const bool failed = ferror(stream) != 0;
  (void)fclose(stream);
  if (failed) {
    free(text);
    return NULL;
  }
  *length = used;
  return text;
}

// Looks in each folder of a list such as "a:b"
static char*
read_from_list(const char* list, const char* name, size_t* length)
{
  while (list && *list) {
    const size_t n = strcspn(list, ":;");
    char path[1024];
    const int needed =
      snprintf(path, sizeof(path), "%.*s/%s", (int)n, list, name);
    if (needed > 0 && (size_t)needed < sizeof(path)) {
      char* const text = read_whole(path, length);
      if (text) {
        return text;
      }
    }
    list += n + (list[n] ? 1 : 0);
  }
  return NULL;
}

static char*
read_include(const char* name, const char* folder, size_t* length)
{
  if (name[0] == '/') {
    return read_whole(name, length);
  }
  char path[1024];
  const int needed =
    snprintf(path, sizeof(path), "%s/%s", folder ? folder : ".", name);
  char* text = needed > 0 && (size_t)needed < sizeof(path)
                 ? read_whole(path, length)
                 : NULL;
  if (!text) {
    text = read_whole(name, length);
  }
  if (!text) {
    text = read_from_list(getenv("INCDIR"), name, length);
  }
  return text;
}

bool
csn_expand_is_odd(const char* name, const char* folder)
{
  struct stat status;
  char path[1024];
  const int needed =
    snprintf(path, sizeof(path), "%s/%s", folder ? folder : ".", name);
  const bool fits = needed > 0 && (size_t)needed < sizeof(path);
  return (name[0] != '/' && fits && !stat(path, &status) &&
          !S_ISREG(status.st_mode)) ||
         (!stat(name, &status) && !S_ISREG(status.st_mode));
}

// A file beside the program is named as the program is named
static void
name_include(const CsnExpansion* expansion, const char* name, char out[256])
{
  const char* const program = expansion->files[0].name;
  const char* const slash = strrchr(program, '/');
  const int n = slash && name[0] != '/' ? (int)(slash - program) + 1 : 0;
  (void)snprintf(out, 256, "%.*s%s", n, program, name);
}

bool
csn_expand_add_file(CsnExpansion* expansion,
                    const char* name,
                    const char* folder,
                    uint16_t* index)
{
  char shown[256];
  name_include(expansion, name, shown);
  for (size_t i = 1; i < expansion->n_files; ++i) {
    if (!strcmp(expansion->files[i].name, shown)) {
      *index = (uint16_t)i;
      return true;
    }
  }
  if (expansion->n_files >= CSN_EXPAND_MAX_FILES) {
    return false;
  }
  size_t length = 0;
  char* const text = read_include(name, folder, &length);
  if (!text) {
    return false;
  }
  *index = (uint16_t)expansion->n_files++;
  return set_text(&expansion->files[*index], text, length, shown);
}

static void
find_lines(CsnExpandFile* file)
{
  size_t n = 1;
  for (size_t i = 0; i < file->length; ++i) {
    n += file->text[i] == '\n' || file->text[i] == '\r';
  }
  file->lines = (uint32_t*)calloc(n, sizeof(uint32_t));
  if (!file->lines) {
    return;
  }
  file->n_lines = 1;
  for (size_t i = 0; i < file->length; ++i) {
    const bool is_crlf = file->text[i] == '\r' && i + 1 < file->length &&
                         file->text[i + 1] == '\n';
    if (file->text[i] == '\n' || (file->text[i] == '\r' && !is_crlf)) {
      file->lines[file->n_lines++] = (uint32_t)(i + 1);
    }
  }
}

void
csn_expand_locate(CsnExpansion* expansion,
                  CsnPlace place,
                  int* line,
                  int* column)
{
  *line = 0;
  *column = 0;
  if (place.file >= expansion->n_files) {
    return;
  }
  CsnExpandFile* const file = &expansion->files[place.file];
  if (!file->lines) {
    find_lines(file);
  }
  size_t low = 0;
  size_t high = file->n_lines;
  while (low + 1 < high) {
    const size_t middle = low + (high - low) / 2;
    if (file->lines[middle] <= place.offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  if (file->n_lines) {
    *line = (int)low + 1;
    *column = (int)(place.offset - file->lines[low]) + 1;
  }
}

void
csn_expand_clear(CsnExpansion* expansion)
{
  for (size_t i = 0; i < expansion->n_files; ++i) {
    free(expansion->files[i].text);
    free(expansion->files[i].lines);
  }
  free(expansion->text);
  free(expansion->places);
  memset(expansion, 0, sizeof(*expansion));
}
