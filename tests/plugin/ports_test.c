// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The descriptions agree with the code: what a host reads in the bundle, by
// lilv, is what ports.h and the descriptors say (layer: tests).

#include "harness.h"
#include "plugin_rig.h"

#include <lilv/lilv.h>
#include <lv2/atom/atom.h>
#include <lv2/port-props/port-props.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static LilvWorld* world;

static int
open_world(void)
{
  world = lilv_world_new();
  if (world) {
    lilv_world_load_all(world);
  }
  return world ? 0 : 1;
}

static int
close_world(void)
{
  lilv_world_free(world);
  world = NULL;
  return 0;
}

static const LilvPlugin*
described(const char* text)
{
  LilvNode* const uri = lilv_new_uri(world, text);
  const LilvPlugin* const plugin =
    lilv_plugins_get_by_uri(lilv_world_get_all_plugins(world), uri);
  lilv_node_free(uri);
  return plugin;
}

static bool
is_a(const LilvPlugin* plugin, const LilvPort* port, const char* class_uri)
{
  LilvNode* const node = lilv_new_uri(world, class_uri);
  const bool yes = lilv_port_is_a(plugin, port, node);
  lilv_node_free(node);
  return yes;
}

static bool
has(const LilvPlugin* plugin, const LilvPort* port, const char* property)
{
  LilvNode* const node = lilv_new_uri(world, property);
  const bool yes = lilv_port_has_property(plugin, port, node);
  lilv_node_free(node);
  return yes;
}

typedef struct {
  uint32_t index;
  const char* symbol;
  bool input;
  const char* type;
  float low; ///< NAN: not a control
  float usual;
  float high;
} Expected;

static void
check_port(const LilvPlugin* plugin, const Expected* expected)
{
  const LilvPort* const port =
    lilv_plugin_get_port_by_index(plugin, expected->index);
  CU_ASSERT_PTR_NOT_NULL_FATAL(port);
  CU_ASSERT_STRING_EQUAL(lilv_node_as_string(
                           lilv_port_get_symbol(plugin, port)),
                         expected->symbol);
  CU_ASSERT_TRUE(
    is_a(plugin,
         port,
         expected->input ? LV2_CORE__InputPort : LV2_CORE__OutputPort));
  CU_ASSERT_TRUE(is_a(plugin, port, expected->type));
  if (isnan(expected->low)) {
    return;
  }
  LilvNode* usual = NULL;
  LilvNode* low = NULL;
  LilvNode* high = NULL;
  lilv_port_get_range(plugin, port, &usual, &low, &high);
  CU_ASSERT_TRUE(usual && low && high);
  CU_ASSERT_EQUAL(lilv_node_as_float(usual), expected->usual);
  CU_ASSERT_EQUAL(lilv_node_as_float(low), expected->low);
  CU_ASSERT_EQUAL(lilv_node_as_float(high), expected->high);
  lilv_node_free(usual);
  lilv_node_free(low);
  lilv_node_free(high);
}

static void
check_fixed_ports(const LilvPlugin* plugin)
{
  static const Expected fixed[] = {
    { CSN_PORT_CONTROL, "control", true, LV2_ATOM__AtomPort, NAN, 0, 0 },
    { CSN_PORT_NOTIFY, "notify", false, LV2_ATOM__AtomPort, NAN, 0, 0 },
    { CSN_PORT_ENABLED, "enabled", true, LV2_CORE__ControlPort, 0, 1, 1 },
    { CSN_PORT_FREEWHEEL, "freewheel", true, LV2_CORE__ControlPort, 0, 0, 1 },
    { CSN_PORT_LATENCY, "latency", false, LV2_CORE__ControlPort, 0, 0, 8192 },
  };
  for (unsigned i = 0; i < sizeof(fixed) / sizeof(fixed[0]); ++i) {
    check_port(plugin, &fixed[i]);
  }
  const LilvPort* const latency =
    lilv_plugin_get_port_by_index(plugin, CSN_PORT_LATENCY);
  CU_ASSERT_TRUE(has(plugin, latency, LV2_CORE__reportsLatency));
  CU_ASSERT_TRUE(lilv_plugin_has_latency(plugin));
  CU_ASSERT_EQUAL(lilv_plugin_get_latency_port_index(plugin), CSN_PORT_LATENCY);
}

static void
check_plugin(CsnRigKind kind, const char* uri, uint32_t n_in, uint32_t n_out)
{
  CU_ASSERT_STRING_EQUAL(lv2_descriptor((uint32_t)kind)->URI, uri);
  const LilvPlugin* const plugin = described(uri);
  CU_ASSERT_PTR_NOT_NULL_FATAL(plugin);
  CU_ASSERT_TRUE(lilv_plugin_verify(plugin));
  CU_ASSERT_EQUAL(lilv_plugin_get_num_ports(plugin),
                  CSN_PORT_AUDIO + n_in + n_out);
  check_fixed_ports(plugin);
  char symbol[16];
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    const Expected control = {
      CSN_PORT_CTL_1 + i, symbol, true, LV2_CORE__ControlPort, 0, 0.5F, 1
    };
    (void)snprintf(symbol, sizeof(symbol), "ctl%u", i + 1U);
    check_port(plugin, &control);
  }
  for (uint32_t c = 0; c < n_in + n_out; ++c) {
    const bool input = c < n_in;
    const Expected audio = {
      CSN_PORT_AUDIO + c, symbol, input, LV2_CORE__AudioPort, NAN, 0, 0
    };
    (void)snprintf(symbol,
                   sizeof(symbol),
                   "%s_%u",
                   input ? "in" : "out",
                   (input ? c : c - n_in) + 1U);
    check_port(plugin, &audio);
  }
}

static void
instrument(void)
{
  check_plugin(CSN_RIG_INSTRUMENT, CSN_URI_INSTRUMENT, 0, 2);
  const LilvPluginClass* const kind =
    lilv_plugin_get_class(described(CSN_URI_INSTRUMENT));
  CU_ASSERT_STRING_EQUAL(lilv_node_as_uri(lilv_plugin_class_get_uri(kind)),
                         LV2_CORE__InstrumentPlugin);
}

static void
effect(void)
{
  check_plugin(CSN_RIG_EFFECT, CSN_URI_EFFECT, 2, 2);
}

static void
multi(void)
{
  check_plugin(CSN_RIG_MULTI, CSN_URI_MULTI, 8, 8);
  CU_ASSERT_PTR_NULL(lv2_descriptor(CSN_RIG_N_KINDS));
  CU_ASSERT_PTR_NULL(lv2_descriptor(UINT32_MAX));
}

/* Each property that the plugin may set or be told is a described Parameter. */
static void
properties_are_described(void)
{
  static const char* const words[] = { "writable", "readable" };
  LilvNode* const range =
    lilv_new_uri(world, "http://www.w3.org/2000/01/rdf-schema#range");
  LilvNode* const label =
    lilv_new_uri(world, "http://www.w3.org/2000/01/rdf-schema#label");
  const LilvPlugin* const plugin = described(CSN_URI_EFFECT);
  CU_ASSERT_PTR_NOT_NULL_FATAL(plugin);
  LilvNodes* const related = lilv_plugin_get_related(plugin, NULL);
  lilv_nodes_free(related);
  for (unsigned w = 0; w < 2; ++w) {
    char uri[64];
    (void)
      snprintf(uri, sizeof(uri), "http://lv2plug.in/ns/ext/patch#%s", words[w]);
    LilvNode* const predicate = lilv_new_uri(world, uri);
    LilvNodes* const found = lilv_plugin_get_value(plugin, predicate);
    CU_ASSERT_TRUE(lilv_nodes_size(found) >= 4);
    LILV_FOREACH (nodes, i, found) {
      const LilvNode* const property = lilv_nodes_get(found, i);
      CU_ASSERT_TRUE(lilv_world_ask(world, property, range, NULL));
      CU_ASSERT_TRUE(lilv_world_ask(world, property, label, NULL));
    }
    lilv_nodes_free(found);
    lilv_node_free(predicate);
  }
  lilv_node_free(range);
  lilv_node_free(label);
}

static const CsnTest tests[] = {
  { "ports", "the instrument is as it is described", instrument },
  { "ports", "the effect is as it is described", effect },
  { "ports", "the multi is as it is described", multi },
  { "ports", "each property is described", properties_are_described },
};
CSN_TESTS_WITH(tests, open_world, close_world)
