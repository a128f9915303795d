// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Restores and saves a plugin's state. Layer: host, control thread.

#include "state.h"

#include "timeline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Whether a port's value is the user's: freewheeling is the host's own
static bool
is_kept(const CsnSession* session, uint32_t index)
{
  if (index == CSN_NO_PORT || index == session->graph->freewheel_port) {
    return false;
  }
  const CsnPort* port = &session->graph->ports[index];
  return port->kind == CSN_PORT_CONTROL && port->is_input;
}

static void
set_port(const char* symbol,
         void* user,
         const void* value,
         uint32_t size,
         uint32_t type)
{
  CsnSession* session = (CsnSession*)user;
  const CsnUrids* urids = &session->world->urids->known;
  const uint32_t index = csn_graph_find(session->graph, symbol);
  double number = 0.0;
  if (is_kept(session, index) &&
      csn_message_number(urids, type, size, value, &number)) {
    csn_port_set_rt(&session->graph->ports[index], (float)number);
  }
}

static void
restore(CsnSession* session, const LilvState* state)
{
  lilv_state_restore(
    state, session->instance, set_port, session, 0, session->features->list);
  // The worker did its part at once; what it has to say is delivered here
  csn_worker_emit_rt(session->worker);
  csn_log_print(session->log);
}

void
csn_state_load_default(CsnSession* session)
{
  CsnWorld* world = session->world;
  if (!lilv_plugin_has_feature(session->plugin,
                               world->nodes.state_loadDefaultState)) {
    return;
  }
  LilvState* state =
    lilv_state_new_from_world(world->lilv,
                              &world->urids->map,
                              lilv_plugin_get_uri(session->plugin));
  if (state) {
    restore(session, state);
    lilv_state_free(state);
  }
}

bool
csn_state_load_preset(CsnSession* session,
                      const char* name,
                      char* error,
                      size_t error_size)
{
  CsnWorld* world = session->world;
  LilvNode* preset =
    csn_world_find_preset(world, session->plugin, name, error, error_size);
  if (!preset) {
    return false;
  }

  LilvState* state =
    lilv_state_new_from_world(world->lilv, &world->urids->map, preset);
  lilv_node_free(preset);
  if (!state) {
    snprintf(error, error_size, "the preset \"%s\" cannot be read", name);
    return false;
  }
  restore(session, state);
  lilv_state_free(state);
  return true;
}

bool
csn_state_load(CsnSession* session,
               const char* folder,
               char* error,
               size_t error_size)
{
  CsnWorld* world = session->world;
  char* path = NULL;
  if (asprintf(&path, "%s/state.ttl", folder) < 0) {
    snprintf(error, error_size, "out of memory");
    return false;
  }
  if (access(path, R_OK)) {
    snprintf(error, error_size, "%s: %s", path, strerror(errno));
    free(path);
    return false;
  }

  LilvState* state =
    lilv_state_new_from_file(world->lilv, &world->urids->map, NULL, path);
  const LilvNode* owner = state ? lilv_state_get_plugin_uri(state) : NULL;
  bool is_good = false;
  if (!owner) {
    snprintf(error, error_size, "%s: this is no plugin's state", path);
  } else if (!lilv_node_equals(owner, lilv_plugin_get_uri(session->plugin))) {
    snprintf(error,
             error_size,
             "%s: this is the state of %s, not of %s",
             path,
             lilv_node_as_string(owner),
             session->uri);
  } else {
    restore(session, state);
    is_good = true;
  }
  lilv_state_free(state);
  free(path);
  return is_good;
}

static const void*
get_port(const char* symbol, void* user, uint32_t* size, uint32_t* type)
{
  const CsnSession* session = (const CsnSession*)user;
  const uint32_t index = csn_graph_find(session->graph, symbol);
  if (!is_kept(session, index)) {
    *size = 0;
    *type = 0;
    return NULL;
  }
  *size = sizeof(float);
  *type = session->world->urids->known.atom_Float;
  return &session->graph->ports[index].value;
}

bool
csn_state_save(CsnSession* session,
               const char* folder,
               char* error,
               size_t error_size)
{
  CsnWorld* world = session->world;
  if (mkdir(folder, 0777) && errno != EEXIST) {
    snprintf(error, error_size, "%s: %s", folder, strerror(errno));
    return false;
  }
  char* path = realpath(folder, NULL);
  if (!path) {
    snprintf(error, error_size, "%s: %s", folder, strerror(errno));
    return false;
  }

  LilvState* state =
    lilv_state_new_from_instance(session->plugin,
                                 session->instance,
                                 &world->urids->map,
                                 session->features->scratch,
                                 path,
                                 path,
                                 path,
                                 get_port,
                                 session,
                                 LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE,
                                 session->features->list);
  const bool is_saved = state && !lilv_state_save(world->lilv,
                                                  &world->urids->map,
                                                  &world->urids->unmap,
                                                  state,
                                                  NULL,
                                                  path,
                                                  "state.ttl");
  if (!is_saved) {
    snprintf(error, error_size, "%s: the state cannot be saved", folder);
  }
  lilv_state_free(state);
  free(path);
  return is_saved;
}
