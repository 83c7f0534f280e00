import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { listSchema } from '../wire/read-list.ts'
import { writeResult } from '../wire/read-write-result.ts'
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

export const callbackOperations = { list: listCallbacks, create: createCallbacks, delete: deleteCallbacks }
