// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The command info: what a plugin is, needs and offers. Layer: host, control
// thread.

#include "commands.h"

#include "featureset.h"
#include "program.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
print_fact(const char* what, const LilvNode* node)
{
  if (node) {
    printf("  %-10s %s\n", what, lilv_node_as_string(node));
  }
}

static void
print_head(const LilvPlugin* plugin)
{
  LilvNode* name = lilv_plugin_get_name(plugin);
  LilvNode* author = lilv_plugin_get_author_name(plugin);
  printf("%s\n", name ? lilv_node_as_string(name) : "?");
  print_fact("URI", lilv_plugin_get_uri(plugin));
  print_fact("Class",
             lilv_plugin_class_get_label(lilv_plugin_get_class(plugin)));
  print_fact("Author", author);
  char* bundle =
    lilv_file_uri_parse(lilv_node_as_uri(lilv_plugin_get_bundle_uri(plugin)),
                        NULL);
  if (bundle) {
    printf("  %-10s %s\n", "Bundle", bundle);
    lilv_free(bundle);
  }
  lilv_node_free(name);
  lilv_node_free(author);

  LilvNodes* required = lilv_plugin_get_required_features(plugin);
  LILV_FOREACH (nodes, i, required) {
    const char* uri = lilv_node_as_uri(lilv_nodes_get(required, i));
    printf("  %-10s %s%s\n",
           "Requires",
           uri,
           csn_features_know(uri) ? "" : "  (not in this host)");
  }
  lilv_nodes_free(required);
}

static void
print_number(float number, char* text, size_t size)
{
  if (isfinite(number)) {
    snprintf(text, size, "%g", (double)number);
  } else {
    snprintf(text, size, "-");
  }
}

// A unit's symbol, such as Hz, or an empty text
static void
read_unit(const CsnWorld* world,
          const LilvPlugin* plugin,
          const LilvPort* port,
          char* text,
          size_t size)
{
  LilvNode* unit = lilv_port_get(plugin, port, world->nodes.units_unit);
  LilvNode* symbol =
    unit ? lilv_world_get(world->lilv, unit, world->nodes.units_symbol, NULL)
         : NULL;
  snprintf(text, size, "%s", symbol ? lilv_node_as_string(symbol) : "");
  lilv_node_free(symbol);
  lilv_node_free(unit);
}

static void
print_points(const LilvPlugin* plugin, const LilvPort* port)
{
  LilvScalePoints* points = lilv_port_get_scale_points(plugin, port);
  LILV_FOREACH (scale_points, i, points) {
    const LilvScalePoint* point = lilv_scale_points_get(points, i);
    printf("      %s = %s\n",
           lilv_node_as_string(lilv_scale_point_get_value(point)),
           lilv_node_as_string(lilv_scale_point_get_label(point)));
  }
  lilv_scale_points_free(points);
}

static const char*
kind_of(const CsnPort* port)
{
  switch (port->kind) {
    case CSN_PORT_CONTROL:
      return port->is_input ? "control in" : "control out";
    case CSN_PORT_AUDIO:
      return port->is_input ? "audio in" : "audio out";
    case CSN_PORT_CV:
      return port->is_input ? "CV in" : "CV out";
    case CSN_PORT_ATOM:
      if (port->takes_midi) {
        return port->is_input ? "MIDI in" : "MIDI out";
      }
      return port->is_input ? "events in" : "events out";
    case CSN_PORT_NONE:
      break;
  }
  return "unknown";
}

static void
print_ports(const CsnWorld* world,
            const LilvPlugin* plugin,
            const CsnGraph* graph)
{
  int symbol_width = 6;
  int name_width = 4;
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    const int symbol = (int)strlen(graph->ports[i].symbol);
    const int name = (int)strlen(graph->ports[i].name);
    symbol_width = symbol > symbol_width ? symbol : symbol_width;
    name_width = name > name_width ? name : name_width;
  }

  printf("\nPorts\n");
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    const CsnPort* port = &graph->ports[i];
    const LilvPort* lilv_port = lilv_plugin_get_port_by_index(plugin, i);
    printf("  %-*s  %-11s", symbol_width, port->symbol, kind_of(port));
    if (port->kind == CSN_PORT_CONTROL && port->is_input) {
      char low[32];
      char high[32];
      char initial[32];
      char unit[32];
      print_number(port->minimum, low, sizeof(low));
      print_number(port->maximum, high, sizeof(high));
      print_number(port->initial, initial, sizeof(initial));
      read_unit(world, plugin, lilv_port, unit, sizeof(unit));
      printf("  %-*s  %s .. %s%s%s, default %s%s\n",
             name_width,
             port->name,
             low,
             high,
             *unit ? " " : "",
             unit,
             initial,
             port->is_toggled   ? ", on or off"
             : port->is_integer ? ", whole"
                                : "");
      print_points(plugin, lilv_port);
    } else {
      printf("  %s\n", port->name);
    }
  }
}

static void
print_presets(const CsnWorld* world, const LilvPlugin* plugin)
{
  LilvNodes* presets =
    lilv_plugin_get_related(plugin, world->nodes.pset_Preset);
  bool is_first = true;
  LILV_FOREACH (nodes, i, presets) {
    const LilvNode* preset = lilv_nodes_get(presets, i);
    lilv_world_load_resource(world->lilv, preset);
    LilvNode* label = csn_world_label(world, preset);
    printf("%s  %s\n",
           is_first ? "\nPresets\n" : "",
           lilv_node_as_string(label ? label : preset));
    is_first = false;
    lilv_node_free(label);
  }
  lilv_nodes_free(presets);
}

static void
print_properties(const CsnWorld* world, const LilvPlugin* plugin)
{
  const struct {
    const char* title;
    const LilvNode* predicate;
  } kinds[] = {
    { "\nProperties that can be set\n", world->nodes.patch_writable },
    { "\nProperties that can be read\n", world->nodes.patch_readable },
  };
  for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); ++k) {
    LilvNodes* properties = lilv_plugin_get_value(plugin, kinds[k].predicate);
    bool is_first = true;
    LILV_FOREACH (nodes, i, properties) {
      const LilvNode* property = lilv_nodes_get(properties, i);
      LilvNode* label = csn_world_label(world, property);
      LilvNode* range =
        lilv_world_get(world->lilv, property, world->nodes.rdfs_range, NULL);
      const char* type = range ? strrchr(lilv_node_as_string(range), '#') : "";
      printf("%s  %-32s  %-7s  %s\n",
             is_first ? kinds[k].title : "",
             lilv_node_as_string(property),
             type ? type + (*type == '#') : "",
             label ? lilv_node_as_string(label) : "");
      is_first = false;
      lilv_node_free(label);
      lilv_node_free(range);
    }
    lilv_nodes_free(properties);
  }
}

int
csn_info(const CsnWorld* world, const CsnOptions* options)
{
  const LilvPlugin* plugin = csn_world_find(world, options->program);
  if (!plugin) {
    csn_say("%s is not the URI of an installed plugin", options->program);
    return CSN_EXIT_FAILED;
  }

  const CsnBlocks blocks = { 48000.0, 64U, false, false, 4096U, NULL };
  char error[1024] = "";
  CsnGraph* graph = csn_graph_new(world, plugin, &blocks, error, sizeof(error));
  print_head(plugin);
  if (graph) {
    print_ports(world, plugin, graph);
  } else {
    csn_say("%s", error);
  }
  print_presets(world, plugin);
  print_properties(world, plugin);
  const int status = graph ? CSN_EXIT_DONE : CSN_EXIT_FAILED;
  csn_graph_free(graph);
  return status;
}
