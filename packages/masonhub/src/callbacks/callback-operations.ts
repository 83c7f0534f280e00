import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { listSchema } from '../wire/read-list.ts'
import { writeResult } from '../wire/read-write-result.ts'
import { callbackHold, callbackHoldInput } from './callback-hold.ts'
import { callback, callbackInput, MESSAGE_TYPES } from './callback.ts'

const listCallbacks = defineOperation({
  id: 'callbacks.list',
  method: 'GET',
  path: '/callbacks',
  query: z.strictObject({
    /** Default: all. */
    message_type: z.enum([...MESSAGE_TYPES, 'all']).optional(),
  }),
  response: listSchema(callback, ['callbacks']),
})

const createCallbacks = defineOperation({
  id: 'callbacks.create',
  method: 'POST',
  path: '/callbacks',
  body: z.array(callbackInput).min(1).max(30).readonly(),
  response: writeResult,
})

const deleteCallbacks = defineOperation({
  id: 'callbacks.delete',
  method: 'DELETE',
  path: '/callbacks',
  /** The ids of registrations. */
  body: z.array(z.string().min(1)).min(1).max(30).readonly(),
  response: writeResult,
  // What is gone already cannot be deleted twice.
  idempotent: true,
})

const listHolds = defineOperation({
  id: 'callbacks.holds',
  method: 'GET',
  path: '/callback_holds',
  response: listSchema(callbackHold, ['callback_holds', 'holds']),
})

const createHolds = defineOperation({
  id: 'callbacks.hold',
  method: 'POST',
  path: '/callback_holds',
  body: z.array(callbackHoldInput).min(1).max(30).readonly(),
  response: writeResult,
  // What is held already cannot be held twice.
  idempotent: true,
})

const deleteHolds = defineOperation({
  id: 'callbacks.release',
  method: 'DELETE',
  path: '/callback_holds',
  body: z.array(callbackHoldInput).min(1).max(30).readonly(),
  response: writeResult,
  idempotent: true,
})

export const callbackOperations = {
  list: listCallbacks,
  create: createCallbacks,
  delete: deleteCallbacks,
  holds: listHolds,
  hold: createHolds,
  release: deleteHolds,
}
