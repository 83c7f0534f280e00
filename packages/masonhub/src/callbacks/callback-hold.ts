import { z } from 'zod'

import { openEnum } from '../wire/open-enum.ts'
import { text } from '../wire/received.ts'
import { MESSAGE_TYPES, type MessageType } from './callback.ts'

/** What can be held back: all but `snapshotReady` (MasonHub OpenAPI, `callback_hold`). */
export const HOLDABLE_TYPES = MESSAGE_TYPES.filter((type): type is HoldableType => type !== 'snapshotReady')

export type HoldableType = Exclude<MessageType, 'snapshotReady'>

export const callbackHoldInput = z.strictObject({ message_type: z.enum(HOLDABLE_TYPES) })

const holdFields = z.looseObject({
  message_type: openEnum(HOLDABLE_TYPES),
  /** RFC 3339. */
  created_at: text,
})

/** A type of message that is held back. One that is not listed is delivered. */
export interface CallbackHold extends z.output<typeof holdFields> {}

/** An object in the contract, a word in the guides. */
export const callbackHold: z.ZodType<CallbackHold> = z.preprocess(
  (row) => (typeof row === 'string' ? { message_type: row } : row),
  holdFields,
)
