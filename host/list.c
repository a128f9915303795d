// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The command list: a line for each installed plugin. Columns are aligned on a
// terminal, and divided by tabs elsewhere. Layer: host, control thread.

#include "commands.h"

#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  const char* uri;
  char* name;
  const char* kind;
} Row;

static int
compare_rows(const void* a, const void* b)
{
  const Row* left = (const Row*)a;
  const Row* right = (const Row*)b;
  return strcmp(left->uri, right->uri);
}

static Row
describe(const LilvPlugin* plugin)
{
  LilvNode* name = lilv_plugin_get_name(plugin);
  const LilvNode* kind =
    lilv_plugin_class_get_label(lilv_plugin_get_class(plugin));
  const Row row = {
    lilv_node_as_uri(lilv_plugin_get_uri(plugin)),
    strdup(name ? lilv_node_as_string(name) : "?"),
    kind ? lilv_node_as_string(kind) : "Plugin",
  };
  lilv_node_free(name);
  return row;
}

static void
print_rows(const Row* rows, size_t n)
{
  int uri_width = 0;
  int name_width = 0;
  for (size_t i = 0; isatty(STDOUT_FILENO) && i < n; ++i) {
    const int uri = (int)strlen(rows[i].uri);
    const int name = rows[i].name ? (int)strlen(rows[i].name) : 0;
    uri_width = uri > uri_width ? uri : uri_width;
    name_width = name > name_width ? name : name_width;
  }
  const char* gap = uri_width ? "  " : "\t";
  for (size_t i = 0; i < n; ++i) {
    printf("%-*s%s%-*s%s%s\n",
           uri_width,
           rows[i].uri,
           gap,
           name_width,
           rows[i].name ? rows[i].name : "?",
           gap,
           rows[i].kind);
  }
}

int
csn_list(const CsnWorld* world)
{
  const size_t n = lilv_plugins_size(world->plugins);
  Row* rows = (Row*)calloc(n + 1U, sizeof(Row));
  if (!rows) {
    csn_say("out of memory");
    return CSN_EXIT_FAILED;
  }

  size_t n_rows = 0;
  LILV_FOREACH (plugins, i, world->plugins) {
    rows[n_rows++] = describe(lilv_plugins_get(world->plugins, i));
  }
  qsort(rows, n_rows, sizeof(Row), compare_rows);
  print_rows(rows, n_rows);
  for (size_t i = 0; i < n_rows; ++i) {
    free(rows[i].name);
  }
  free(rows);
  return CSN_EXIT_DONE;
}
