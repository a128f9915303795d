// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network: the methods that open servers and send packets.  Engine layer; what
  they ask for is done by CsnConfig.network.
*/

#ifndef CSN_ENGINE_NETWORK_H
#define CSN_ENGINE_NETWORK_H

#include "base/attributes.h"
#include "call/calls.h"
#include "worker/jobs.h"

/** The door of whoever calls from outside. */
#define CSN_NETWORK_DOOR 1U

/** Tells the text of a string channel, for `:%` of Csound's protocol. */
CsnStatus
csn_call_get_string_channel(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_job_oscserver(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_udp_send_orc(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_udp_send_scoreline(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_udp_set_channel(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_udpserver(CsnJob* job) CSN_NOT_AUDIO;

#endif
