// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "bus.h"

#include <stdlib.h>
#include <string.h>

#define PAGE 4096U

/* Writes to each page of fresh memory, which is zero and stays so. */
static void
touch(void* memory, size_t size)
{
  volatile unsigned char* const bytes = (volatile unsigned char*)memory;
  for (size_t i = 0; i < size; i += PAGE) {
    bytes[i] = 0;
  }
}

CsnBusBank*
csn_bus_bank_new(void)
{
  CsnBusBank* const bank = (CsnBusBank*)calloc(1, sizeof(CsnBusBank));
  if (bank) {
    touch(bank, sizeof(CsnBusBank));
    atomic_store(&bank->next, 1); // A p-field that nobody gave is 0: no bus
  }
  return bank;
}

void
csn_bus_bank_free(CsnBusBank* bank)
{
  free(bank);
}

/* Audio buses for an instance: what its share of memory holds, and no fewer
   than are in use already. */
static uint32_t
count_audio(const CsnBusBank* bank, uint32_t ksmps)
{
  uint32_t n = CSN_BUS_MEMORY / (uint32_t)(ksmps * sizeof(double));
  n = n < CSN_MIN_AUDIO_BUSES ? CSN_MIN_AUDIO_BUSES : n;
  if (bank->no_audio) {
    return 0;
  }
  if (bank->max_audio) {
    n = bank->max_audio;
  }
  for (uint32_t i = CSN_N_AUDIO_BUSES / 64U; i > n / 64U; --i) {
    if (atomic_load(&bank->audio[i - 1U])) {
      n = i * 64U;
    }
  }
  return n < CSN_N_AUDIO_BUSES ? n : CSN_N_AUDIO_BUSES;
}

CsnBuses*
csn_buses_new(CsnBusBank* bank, uint32_t ksmps, const int64_t* cycle)
{
  CsnBuses* const buses = (CsnBuses*)calloc(1, sizeof(CsnBuses));
  if (!buses) {
    return NULL;
  }
  buses->bank = bank;
  buses->cycle = cycle;
  buses->ksmps = ksmps;
  buses->n_audio = count_audio(bank, ksmps);
  buses->owner = atomic_fetch_add(&bank->n_owners, 1U) + 1U;
  buses->audio =
    (double*)calloc((size_t)buses->n_audio * ksmps + 1U, sizeof(double));
  buses->stamps =
    (CsnBusStamp*)calloc(buses->n_audio + 1U, sizeof(CsnBusStamp));
  if (!buses->audio || !buses->stamps) {
    csn_buses_free(buses);
    return NULL;
  }
  return buses;
}

void
csn_buses_free(CsnBuses* buses)
{
  if (!buses) {
    return;
  }
  CsnBusBank* const bank = buses->bank;
  for (uint32_t i = 0; i < CSN_N_BUSES; ++i) {
    CsnBus* const bus = &bank->buses[i];
    if (atomic_load(&bus->owner) == buses->owner) {
      atomic_store(&bus->owner, 0U);
      csn_bus_let_go(bank, bus);
    }
  }
  free(buses->audio);
  free(buses->stamps);
  free(buses);
}

void
csn_buses_expect(CsnBuses* buses, const char* text)
{
  // An included file may use what the text does not name
  if (text && !buses->touched &&
      (strstr(text, "bus") || strstr(text, "#include"))) {
    buses->touched = true;
    touch(buses->stamps, buses->n_audio * sizeof(CsnBusStamp));
    touch(buses->audio, (size_t)buses->n_audio * buses->ksmps * sizeof(double));
  }
}

bool
csn_buses_teach(CSOUND* csound)
{
  size_t n = 0;
  const CsnOpcode* const opcodes = csn_bus_opcodes(&n);
  return csn_opcodes_teach(csound, opcodes, n);
}

bool
csn_buses_connect(CsnBuses* buses, CSOUND* csound)
{
  return csn_opcodes_connect(csound, csn_bus_variable(), buses);
}
