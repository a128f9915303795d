// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Descriptor: the three plugins as LV2 finds them, and their life up to and
  after run().  Plugin layer, control thread.
*/

#include "engine_options.h"
#include "lv2_plugin.h"
#include "watchdog.h"

#include <lv2/buf-size/buf-size.h>
#include <lv2/log/log.h>
#include <lv2/options/options.h>
#include <lv2/state/state.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX_BLOCK 8192U
#define REPORT_SIZE 8192U

static const CsnPluginKind kinds[] = {
  { CSN_URI_INSTRUMENT, 0, 2, true, "aurora.csd" },
  { CSN_URI_EFFECT, 2, 2, false, "veil.csd" },
  { CSN_URI_MULTI, 8, 8, true, "aurora.csd" },
};

// Features

/* Takes what the host offers; entries without a URI or data are skipped, since
   some hosts give such. */
static void
read_features(CsnPlugin* plugin,
              const LV2_Feature* const* features,
              const LV2_Options_Option** options)
{
  for (; features && *features; ++features) {
    const LV2_Feature* const feature = *features;
    if (!feature->URI || !feature->data) {
      continue;
    }
    if (!strcmp(feature->URI, LV2_URID__map)) {
      plugin->map = (LV2_URID_Map*)feature->data;
    } else if (!strcmp(feature->URI, LV2_WORKER__schedule)) {
      plugin->schedule = (const LV2_Worker_Schedule*)feature->data;
    } else if (!strcmp(feature->URI, LV2_LOG__log)) {
      plugin->logger.log = (LV2_Log_Log*)feature->data;
    } else if (!strcmp(feature->URI, LV2_OPTIONS__options)) {
      *options = (const LV2_Options_Option*)feature->data;
    }
  }
}

static uint32_t
read_length(const CsnUris* uris, const LV2_Options_Option* option)
{
  int32_t value = 0;
  if (option->type == uris->atom_Int && option->size == sizeof(value) &&
      option->value) {
    memcpy(&value, option->value, sizeof(value));
  }
  return value > 0 ? (uint32_t)value : 0U;
}

/* The block lengths; a promise of one length is min = max. */
static void
read_options(const CsnUris* uris,
             const LV2_Options_Option* options,
             CsnConfig* config)
{
  uint32_t low = 0;
  uint32_t high = 0;
  for (; options && (options->key || options->value); ++options) {
    if (options->key == uris->bufsz_minBlockLength) {
      low = read_length(uris, options);
    } else if (options->key == uris->bufsz_maxBlockLength) {
      high = read_length(uris, options);
    }
  }
  config->max_block = high ? high : DEFAULT_MAX_BLOCK;
  config->fixed_block = low && low == high ? high : 0;
}

// Work

static bool
schedule(void* data)
{
  CsnPlugin* const plugin = (CsnPlugin*)data;
  const uint8_t wake = 1;
  const bool scheduled =
    !plugin->schedule->schedule_work(plugin->schedule->handle,
                                     sizeof(wake),
                                     &wake);
  if (!scheduled) {
    // The next block tries again; the work itself waits in the engine
    atomic_store_explicit(&plugin->work_wanted, true, memory_order_relaxed);
  }
  return scheduled;
}

static LV2_Worker_Status
work(LV2_Handle handle,
     LV2_Worker_Respond_Function respond,
     LV2_Worker_Respond_Handle respond_handle,
     uint32_t size,
     const void* data)
{
  (void)respond;
  (void)respond_handle;
  (void)size;
  (void)data;
  csn_engine_work(((CsnPlugin*)handle)->engine);
  return LV2_WORKER_SUCCESS;
}

/* What was built goes live by itself, in whatever thread this is called. */
static LV2_Worker_Status
work_response(LV2_Handle handle, uint32_t size, const void* body)
{
  (void)handle;
  (void)size;
  (void)body;
  return LV2_WORKER_SUCCESS;
}

// Life

static void
cleanup(LV2_Handle handle)
{
  CsnPlugin* const plugin = (CsnPlugin*)handle;
  csn_plugin_network_clear(&plugin->network);
  csn_watchdog_remove(plugin->engine);
  csn_engine_free(plugin->engine);
  csn_bypass_clear(&plugin->bypass);
  csn_method_urids_clear(&plugin->methods);
  csn_plot_loader_clear(&plugin->plots);
  free(plugin);
}

static CsnStatus
load_first_program(CsnPlugin* plugin, const char* bundle_path)
{
  char path[4096];
  char report[REPORT_SIZE];
  const size_t length = strlen(bundle_path);
  const char* const slash =
    length && bundle_path[length - 1U] == '/' ? "" : "/";
  if ((size_t)snprintf(path,
                       sizeof(path),
                       "%s%s%s",
                       bundle_path,
                       slash,
                       plugin->kind->program) >= sizeof(path)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnStatus st =
    csn_engine_load_file(plugin->engine, path, report, sizeof(report));
  if (st) {
    lv2_log_error(&plugin->logger,
                  "Csonance: %s\n%s",
                  csn_strerror(st),
                  report);
  }
  return st;
}

/* Makes the engine as the host wants it. */
static CsnStatus
make_engine(CsnPlugin* plugin,
            const LV2_Options_Option* options,
            CsnConfig* config,
            char* problem,
            size_t problem_size)
{
  char* includes = NULL;
  const CsnStatus st = csn_plugin_read_engine_options(&plugin->uris,
                                                      plugin->map,
                                                      options,
                                                      config,
                                                      &includes,
                                                      problem,
                                                      problem_size)
                         ? csn_engine_new(&plugin->engine, config)
                         : CSN_ERR_BAD_ARG;
  free(includes);
  return st;
}

static LV2_Handle
instantiate(const LV2_Descriptor* descriptor,
            double rate,
            const char* bundle_path,
            const LV2_Feature* const* features)
{
  const CsnPluginKind* kind = kinds;
  while (strcmp(kind->uri, descriptor->URI) != 0) {
    ++kind;
  }

  CsnPlugin* const plugin = (CsnPlugin*)calloc(1, sizeof(CsnPlugin));
  const LV2_Options_Option* options = NULL;
  if (!plugin) {
    return NULL;
  }
  plugin->kind = kind;
  plugin->transport.beats_per_minute = 120.0;
  plugin->transport.beats_per_bar = 4.0;
  plugin->transport.beat_unit = 4.0;
  read_features(plugin, features, &options);
  if (!plugin->map) {
    free(plugin);
    return NULL; // urid:map is required
  }
  lv2_log_logger_set_map(&plugin->logger, plugin->map);
  csn_uris_map(&plugin->uris, plugin->map);
  csn_method_urids_map(&plugin->methods, plugin->map);
  lv2_atom_forge_init(&plugin->forge, plugin->map);
  plugin->rate = rate;

  CsnConfig config = { .rate = rate,
                       .n_inputs = kind->n_inputs,
                       .n_outputs = kind->n_outputs,
                       .network = csn_plugin_network_request,
                       .network_data = &plugin->network,
                       .plot = csn_plot_loader_draw,
                       .plot_data = &plugin->plots };
  read_options(&plugin->uris, options, &config);
  config.device.backend = "lv2";
  config.device.buffer_size = config.max_block;
  config.device.num_buffers = 1;
  if (plugin->schedule) {
    config.schedule = schedule;
    config.schedule_data = plugin;
  }
  char problem[128] = "";
  CsnStatus st =
    make_engine(plugin, options, &config, problem, sizeof(problem));
  if (!st && (!plugin->methods.numbers || !csn_watchdog_add(plugin->engine))) {
    st = CSN_ERR_NO_MEMORY;
  }
  plugin->network.engine = plugin->engine;
  if (!st && (!csn_bypass_init(&plugin->bypass, kind->n_inputs, rate) ||
              !csn_plugin_network_init(&plugin->network, bundle_path) ||
              !csn_plot_loader_init(&plugin->plots, bundle_path))) {
    st = CSN_ERR_NO_MEMORY;
  }
  if (st) {
    lv2_log_error(&plugin->logger,
                  "Csonance: %s\n",
                  *problem ? problem : csn_strerror(st));
    cleanup(plugin);
    return NULL;
  }
  (void)load_first_program(plugin, bundle_path); // Silent, but alive
  return plugin;
}

static void
connect_port(LV2_Handle handle, uint32_t port, void* data)
{
  CsnPlugin* const plugin = (CsnPlugin*)handle;
  const uint32_t n_inputs = plugin->kind->n_inputs;
  switch (port) {
    case CSN_PORT_CONTROL:
      plugin->control = (const LV2_Atom_Sequence*)data;
      return;
    case CSN_PORT_NOTIFY:
      plugin->notify = (LV2_Atom_Sequence*)data;
      return;
    case CSN_PORT_ENABLED:
      plugin->enabled = (const float*)data;
      return;
    case CSN_PORT_FREEWHEEL:
      plugin->freewheel = (const float*)data;
      return;
    case CSN_PORT_LATENCY:
      plugin->latency = (float*)data;
      return;
    default:
      break;
  }
  if (port < CSN_PORT_AUDIO) {
    plugin->controls[port - CSN_PORT_CTL_1] = (const float*)data;
  } else if (port - CSN_PORT_AUDIO < n_inputs) {
    plugin->inputs[port - CSN_PORT_AUDIO] = (const float*)data;
  } else if (port - CSN_PORT_AUDIO - n_inputs < plugin->kind->n_outputs) {
    plugin->outputs[port - CSN_PORT_AUDIO - n_inputs] = (float*)data;
  }
}

/* Some hosts do this on their audio thread, at the end of an export. */
static void
activate(LV2_Handle handle)
{
  csn_engine_reset_rt(((CsnPlugin*)handle)->engine);
}

static const void*
extension_data(const char* uri)
{
  static const LV2_Worker_Interface worker = { work, work_response, NULL };
  return !strcmp(uri, LV2_WORKER__interface)  ? &worker
         : !strcmp(uri, LV2_STATE__interface) ? csn_plugin_state_interface()
                                              : NULL;
}

/* The plugins differ in their ports, which instantiate() finds by the URI. */
#define PLUGIN(uri)                                                            \
  {                                                                            \
    (uri), instantiate, connect_port, activate, csn_plugin_run, NULL, cleanup, \
      extension_data                                                           \
  }

static const LV2_Descriptor descriptors[] = { PLUGIN(CSN_URI_INSTRUMENT),
                                              PLUGIN(CSN_URI_EFFECT),
                                              PLUGIN(CSN_URI_MULTI) };

LV2_SYMBOL_EXPORT const LV2_Descriptor*
lv2_descriptor(uint32_t index)
{
  return index < sizeof(descriptors) / sizeof(descriptors[0])
           ? &descriptors[index]
           : NULL;
}
