// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "reply.h"

#include <string.h>

/** What a ring carries; numbers, text and a zero follow. */
typedef struct {
  CsnReplyType type;
  CsnStatus status;
  uint32_t request;
  uint32_t door;
  uint32_t has_value;
  double value;
  int64_t frame;
  uint32_t n_values;
  uint32_t length;
} Head;

bool
csn_reply_write(CsnRing* const* rings, const CsnReply* reply)
{
  CsnRing* const ring = rings[reply->door < CSN_N_DOORS ? reply->door : 0];
  const size_t most = csn_ring_max_message(ring) - sizeof(Head) - 1U;
  const size_t numbers = reply->n_values * sizeof(double);
  if (numbers > most) {
    return false;
  }
  const size_t length =
    reply->length < most - numbers ? reply->length : most - numbers;
  const size_t size = sizeof(Head) + numbers + length + 1U;
  char* const to = (char*)csn_ring_begin_write(ring, size);
  if (!to) {
    return false;
  }

  const Head head = { reply->type,  reply->status,    reply->request,
                      reply->door,  reply->has_value, reply->value,
                      reply->frame, reply->n_values,  (uint32_t)length };
  memcpy(to, &head, sizeof(head));
  if (numbers) {
    memcpy(to + sizeof(head), reply->values, numbers);
  }
  if (length) {
    memcpy(to + sizeof(head) + numbers, reply->text, length);
  }
  to[size - 1U] = '\0';
  csn_ring_commit_write(ring, size);
  return true;
}

bool
csn_reply_read(CsnRing* ring, double* buffer, CsnReply* reply)
{
  Head head;
  size_t size = 0;
  const char* const message = (const char*)csn_ring_peek(ring, &size);
  if (!message) {
    return false;
  }
  memcpy(&head, message, sizeof(head));
  memcpy(buffer, message + sizeof(head), size - sizeof(head));
  csn_ring_skip(ring);

  reply->type = head.type;
  reply->status = head.status;
  reply->request = head.request;
  reply->door = head.door;
  reply->has_value = head.has_value;
  reply->value = head.value;
  reply->frame = head.frame;
  reply->n_values = head.n_values;
  reply->values = buffer;
  reply->length = head.length;
  reply->text = (const char*)(buffer + head.n_values);
  return true;
}
