// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The messages between this host and a plugin: patch:Set and patch:Get out,
// patch:Ack, patch:Error and patch:Set in. What comes in is checked byte by
// byte. Layer: host, control thread (pure).

#ifndef CSN_HOST_MESSAGE_H
#define CSN_HOST_MESSAGE_H

#include "urids.h"

#include <lv2/atom/atom.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { CSN_REPLY_ACK, CSN_REPLY_ERROR, CSN_REPLY_SET } CsnReplyKind;

/// A message from the plugin. Pointers go into the atom that was read.
typedef struct {
  CsnReplyKind kind;
  int32_t sequence;  ///< patch:sequenceNumber; 0: none
  LV2_URID property; ///< Of a patch:Set; 0: none
  bool has_number;
  double number;       ///< Result or value, if it is a number or a Bool
  uint32_t n_numbers;  ///< Of a result that is a Vector of Doubles
  const void* numbers; ///< … which need not be aligned
  const char* text;    ///< Result, value or error text; null: none
  size_t length;       ///< Bytes of the text, without any final zero
} CsnReply;

/**
   Writes patch:Set of a text.

   @param property  What to set.
   @param type      atom:String or atom:Path.
   @param text      The value.
   @param sequence  patch:sequenceNumber; 0: none, so that no reply comes.
   @return An atom, to be freed by the caller with free(); null: no memory.
   @thread control
*/
LV2_Atom*
csn_message_set(const CsnUrids* urids,
                LV2_URID property,
                LV2_URID type,
                const char* text,
                int32_t sequence);

/**
   Writes patch:Get of a property.

   @return An atom, to be freed by the caller with free(); null: no memory.
   @thread control
*/
LV2_Atom*
csn_message_get(const CsnUrids* urids, LV2_URID property);

/**
   Reads a message from the plugin.

   @param type  The atom's type.
   @param size  Bytes of the body.
   @param body  The body; need not be aligned.
   @param reply Set on success.
   @return False: it is no message that the host knows, or it is malformed.
   @thread any
*/
bool
csn_message_read(const CsnUrids* urids,
                 LV2_URID type,
                 uint32_t size,
                 const void* body,
                 CsnReply* reply);

/**
   Takes a value of any numeric type, or a Bool, as a number.
   @return False: it is no number.
   @thread any
*/
bool
csn_message_number(const CsnUrids* urids,
                   LV2_URID type,
                   uint32_t size,
                   const void* body,
                   double* number);

#endif
