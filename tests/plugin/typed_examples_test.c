// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The examples of docs/methods.txt as typed messages: an atom object whose type
// is the method and whose properties are its arguments gives what the line
// gives (layer: tests).

#include "engine/call/line.h"
#include "examples.h"
#include "harness.h"
#include "plugin_rig.h"
#include "typed.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Writes one value; a $name is the number that a line has set before. */
static void
forge_arg(const CsnArg* arg, const CsnVariables* variables)
{
  LV2_Atom_Forge* const forge = &typed_shape.forge;
  if (arg->type == CSN_ARG_TEXT) {
    lv2_atom_forge_string(forge, arg->text, (uint32_t)arg->length);
  } else if (arg->type == CSN_ARG_VARIABLE) {
    lv2_atom_forge_double(forge, variables->values[arg->slot]);
  } else if (arg->type == CSN_ARG_ARRAY) {
    lv2_atom_forge_vector(forge,
                          sizeof(double),
                          csn_rig_map(LV2_ATOM__Double),
                          (uint32_t)arg->length,
                          arg->array);
  } else if (floor(arg->number) >= arg->number && fabs(arg->number) < 1e9) {
    lv2_atom_forge_int(forge, (int32_t)arg->number);
  } else {
    lv2_atom_forge_double(forge, arg->number);
  }
}

/* Makes a typed message of a line. */
static bool
type_line(const char* line, CsnVariables* variables, int32_t number)
{
  static uint64_t buffer[CSN_RECORD_MAX_SMALL / 8U];
  CsnRecord* record = NULL;
  const char* problem = "";
  if (csn_line_parse(line,
                     strlen(line),
                     1,
                     variables,
                     buffer,
                     sizeof(buffer),
                     &record,
                     &problem) ||
      !record) {
    printf("    %s: %s\n", line, problem);
    return false;
  }
  const CsnMethod* const method = csn_method(record->method);
  CsnArgReader args = csn_record_args(record);
  CsnArg arg;
  const CsnParam* param = method->params;
  typed_begin(method->name, number);
  for (; param->name && param->kind != CSN_PARAM_REPEATED; ++param) {
    // A text that is left out is the number 0 in a record
    if (csn_args_next(&args, &arg) &&
        (arg.type != CSN_ARG_NUMBER || param->type != CSN_PARAM_TEXT)) {
      typed_key(param->name);
      forge_arg(&arg, variables);
    }
  }
  if (param->name && args.left) {
    LV2_Atom_Forge_Frame tuple;
    typed_key(param->name);
    lv2_atom_forge_tuple(&typed_shape.forge, &tuple);
    while (csn_args_next(&args, &arg)) {
      forge_arg(&arg, variables);
    }
    lv2_atom_forge_pop(&typed_shape.forge, &tuple);
  }
  return true;
}

static void
run_before(CsnRig* rig, const char* line, CsnVariables* variables, int32_t id)
{
  const CsnTold* const told = csn_rig_call(rig, line, id);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  const size_t n = strcspn(line + 1, " =");
  if (*line == '$' && variables->n < CSN_N_VARIABLES &&
      n < sizeof(variables->names[0])) {
    memcpy(variables->names[variables->n], line + 1, n);
    variables->values[variables->n++] = told->value;
  }
}

/* Sends an example as a line, or typed; what is told for it. */
static CsnTold
run(const Example* example, const char* program, bool typed)
{
  CsnVariables* const variables =
    (CsnVariables*)calloc(1, sizeof(CsnVariables));
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  int32_t id = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(variables);
  CU_ASSERT_TRUE(csn_rig_load(rig, program));
  csn_rig_run(rig, csn_rig_frames);
  for (size_t i = 0; i < example->n_before; ++i) {
    run_before(rig, example->before[i], variables, ++id);
  }
  if (typed) {
    CU_ASSERT_TRUE_FATAL(type_line(example->example, variables, ++id));
  }
  const CsnTold* const told =
    typed ? typed_answer(rig, id) : csn_rig_call(rig, example->example, ++id);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  const CsnTold copy = *told;
  CU_ASSERT_FALSE(rig->bad_output);
  free(variables);
  csn_rig_free(rig);
  return copy;
}

/* What needs more than the plugin has is refused in both ways. */
static bool
run_example(const Example* example, const char* program)
{
  const CsnTold line = run(example, program, false);
  const CsnTold typed = run(example, program, true);
  const bool done = typed.type == CSN_TOLD_ACK;
  if (typed.type != line.type || strcmp(typed.text, line.text) != 0 ||
      (done && !examples_is_given(
                 example->gives, typed.values, typed.n_values, typed.text))) {
    printf("    %s: %g %s, by a line: %g %s\n",
           example->name,
           typed.value,
           typed.text,
           line.value,
           line.text);
    CU_FAIL("a typed message does not give what its line gives");
  }
  return done;
}

static void
every_method(void)
{
  char home[4096];
  Example* const example = (Example*)calloc(1, sizeof(Example));
  CU_ASSERT_PTR_NOT_NULL_FATAL(example);
  CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(home, sizeof(home)));
  char* const text = examples_read(csn_test_path("docs/methods.txt"));
  examples_copy_files();
  char* const program = examples_read("examples.csd");
  uint32_t n = 0;
  uint32_t n_done = 0;
  for (const char* at = text; examples_next(&at, example); ++n) {
    n_done += run_example(example, program);
  }
  CU_ASSERT_EQUAL(n, CSN_N_METHODS);
  CU_ASSERT(n_done > n / 2U);
  CU_ASSERT_EQUAL(chdir(home), 0);
  free(program);
  free(text);
  free(example);
}

static const CsnTest tests[] = {
  { "typed", "every method gives what its line gives", every_method },
};
CSN_TESTS(tests)
