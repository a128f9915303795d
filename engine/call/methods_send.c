// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of the first methods: lines and code.  Engine
  layer, control thread.
*/

#include "engine.h"
#include "send.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

CsnStatus
csn_engine_call(CsnEngine* engine,
                const char* line,
                uint32_t request,
                char* report,
                size_t report_size)
{
  return csn_engine_call_door(engine, line, request, 0, report, report_size);
}

CsnStatus
csn_engine_call_door(CsnEngine* engine,
                     const char* line,
                     uint32_t request,
                     unsigned door,
                     char* report,
                     size_t report_size)
{
  /* The audio thread parses, since it has the $names; here the line is only
     tried, with every $name taken as good and the room that there is. */
  if (!line) {
    return CSN_ERR_BAD_ARG;
  }
  const size_t length = strlen(line);
  void* const buffer = calloc(1, CSN_RECORD_MAX_SMALL);
  CsnVariables* const names = (CsnVariables*)calloc(1, sizeof(CsnVariables));
  const char* problem = "out of memory";
  CsnStatus st = CSN_ERR_NO_MEMORY;
  if (buffer && names) {
    CsnRecord* record = NULL;
    csn_line_collect_names(line, length, names);
    st = csn_line_parse(line,
                        length,
                        request,
                        names,
                        buffer,
                        CSN_RECORD_MAX_SMALL,
                        &record,
                        &problem);
  }
  free(names);
  free(buffer);
  if (!st) {
    CsnSend send;
    csn_send_begin(&send, (CsnMethodId)CSN_METHOD_LINE, request);
    csn_send_door(&send, door);
    csn_send_text(&send, line);
    st = csn_send_end(engine, &send);
    problem = "too many calls at once";
  }
  if (report && report_size) {
    snprintf(report, report_size, "%s", st ? problem : "");
  }
  return st;
}

static CsnStatus
send_text(CsnEngine* engine,
          CsnMethodId method,
          const char* text,
          uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, method, request);
  csn_send_text(&send, text);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_compile(CsnEngine* engine, const char* text, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_COMPILE, request);
  csn_send_text(&send, text);
  csn_send_number(&send, 0);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_eval_code(CsnEngine* engine, const char* code, uint32_t request)
{
  return send_text(engine, CSN_METHOD_EVAL_CODE, code, request);
}

CsnStatus
csn_engine_include_file(CsnEngine* engine, const char* path, uint32_t request)
{
  return send_text(engine, CSN_METHOD_INCLUDE_FILE, path, request);
}
