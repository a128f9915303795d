// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Run: one block of a plugin, between its ports and its engine.  Plugin layer,
  audio thread.
*/

#include "lv2_plugin.h"

static bool
is_on(const float* port, bool otherwise)
{
  return port ? *port > 0.0F : otherwise;
}

CSN_AUDIO static void
process(CsnPlugin* plugin, uint32_t n_frames)
{
  const CsnPluginKind* const kind = plugin->kind;
  const bool enabled = is_on(plugin->enabled, true);
  const float* inputs[CSN_MAX_CHANNELS];
  float* outputs[CSN_MAX_CHANNELS];
  uint32_t at = 0;
  do {
    const uint32_t left = n_frames - at;
    const uint32_t n = left < CSN_BYPASS_CHUNK ? left : CSN_BYPASS_CHUNK;
    for (uint32_t c = 0; c < kind->n_inputs; ++c) {
      inputs[c] = plugin->inputs[c] ? plugin->inputs[c] + at : NULL;
    }
    for (uint32_t c = 0; c < kind->n_outputs; ++c) {
      outputs[c] = plugin->outputs[c] ? plugin->outputs[c] + at : NULL;
    }
    csn_bypass_hold_rt(&plugin->bypass, inputs, n);
    csn_engine_process_rt(plugin->engine, inputs, outputs, n);
    csn_bypass_mix_rt(&plugin->bypass,
                      outputs,
                      kind->n_outputs,
                      n,
                      csn_engine_latency_rt(plugin->engine),
                      enabled);
    at += n;
  } while (at < n_frames);
}

void
csn_plugin_run(LV2_Handle handle, uint32_t n_frames)
{
  CsnPlugin* const plugin = (CsnPlugin*)handle;
  csn_role_enter_audio();
  if (atomic_exchange_explicit(&plugin->work_wanted,
                               false,
                               memory_order_relaxed)) {
    const uint8_t wake = 1;
    if (plugin->schedule->schedule_work(plugin->schedule->handle,
                                        sizeof(wake),
                                        &wake)) {
      atomic_store_explicit(&plugin->work_wanted, true, memory_order_relaxed);
    }
  }

  csn_plugin_begin_output(plugin);
  csn_engine_freewheel_rt(plugin->engine, is_on(plugin->freewheel, false));
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    if (plugin->controls[i]) {
      csn_engine_control_rt(plugin->engine, i, *plugin->controls[i]);
    }
  }
  csn_plugin_read_input(plugin, n_frames);
  process(plugin, n_frames);
  csn_plugin_write_output(plugin, n_frames);
  plugin->now += n_frames;
  if (plugin->latency) {
    *plugin->latency = (float)csn_engine_latency_rt(plugin->engine);
  }
}
