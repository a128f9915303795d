// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The plugin opens the module that draws plots, or says why it cannot (layer:
// tests).

#include "harness.h"
#include "plugin/plot_loader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static CsnStatus
draw(const char* bundle, const char* path, char* problem, size_t size)
{
  static const double data[] = { 1, 2, 3 };
  const CsnPlot plot = { .path = path,
                         .table = 1,
                         .data = data,
                         .n = 3,
                         .n_channels = 1,
                         .zero_dbfs = 1 };
  CsnPlotLoader loader;
  CU_ASSERT_TRUE_FATAL(csn_plot_loader_init(&loader, bundle));
  const CsnStatus st = csn_plot_loader_draw(&loader, &plot, problem, size);
  if (!st) { // Once more, with what is open by now
    CU_ASSERT_EQUAL(csn_plot_loader_draw(&loader, &plot, problem, size),
                    CSN_OK);
  }
  csn_plot_loader_clear(&loader);
  return st;
}

static void
the_module_draws(void)
{
  char path[1024];
  char problem[1024] = "";
  (void)snprintf(path, sizeof(path), "%s/loader.png", csn_test_scratch());
  for (unsigned i = 0; i < 2U; ++i) {
    const char* const build = getenv("CSN_OUT");
    char bundle[4096];
    (void)snprintf(bundle,
                   sizeof(bundle),
                   "%s/lv2/csonance.lv2%s",
                   build ? build : "build",
                   i ? "/" : "");
    CU_ASSERT_EQUAL(draw(bundle, path, problem, sizeof(problem)), CSN_OK);
    CU_ASSERT_STRING_EQUAL(problem, "");
    FILE* const file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fgetc(file), 0x89);
    CU_ASSERT_FALSE(fclose(file));
    CU_ASSERT_FALSE(remove(path));
  }
}

static void
without_it_there_is_a_sentence(void)
{
  char problem[1024] = "";
  CU_ASSERT_EQUAL(draw("/nowhere", "x.png", problem, sizeof(problem)),
                  CSN_ERR_UNSUPPORTED);
  CU_ASSERT_PTR_NOT_NULL(strstr(problem, "plots cannot be drawn: "));
  CU_ASSERT_PTR_NOT_NULL(strstr(problem, "/nowhere/csonance-plot.so"));
}

static const CsnTest tests[] = {
  { "plot", "the module is found and draws", the_module_draws },
  { "plot", "without it there is a sentence", without_it_there_is_a_sentence },
};
CSN_TESTS(tests)
