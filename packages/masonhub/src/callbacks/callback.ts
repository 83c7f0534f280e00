import { Secret } from '@tenon/core'
import { z } from 'zod'

import { hidden } from '../wire/hidden.ts'
import { openEnum } from '../wire/open-enum.ts'
import { identifier, received, text } from '../wire/received.ts'

/** What MasonHub sends callbacks about: MasonHub OpenAPI, `callback.message_type`. */
export const MESSAGE_TYPES = [
  'skuInventoryChange',
  'orderEvent',
  'orderUpdateResolution',
  'orderCancelResolution',
  'inboundShipmentEvent',
  'rmaEvent',
  'snapshotReady',
] as const

export type MessageType = (typeof MESSAGE_TYPES)[number]

const inputFields = z.strictObject({
  message_type: z.enum(MESSAGE_TYPES),
  /** Where to deliver; at most 250 characters. */
  url: z.url({ protocol: /^https?$/ }).max(250),
  /** `'2.0'` is known for `rmaEvent` only. */
  api_version: z.enum(['1.0', '2.0']).optional(),
  /** Sent with every delivery, so that your receiver knows who calls; without it anybody can. */
  token: z
    .union([
      z.string().min(1),
      z.custom<Secret>((value) => Secret.isInstance(value), 'must be text or a Secret'),
    ])
    .transform((token) => (typeof token === 'string' ? token : token.reveal()))
    .optional(),
})

/** A callback to register. Source: MasonHub OpenAPI, `callback`. */
export interface CallbackInput extends z.input<typeof inputFields> {}

/** A callback that was checked, with its token in plain. */
export interface CheckedCallback extends z.output<typeof inputFields> {}

export const callbackInput: z.ZodType<CheckedCallback, CallbackInput> = inputFields

const receivedFields = z.looseObject({
  id: identifier,
  message_type: received(openEnum(MESSAGE_TYPES)),
  url: text,
  api_version: text,
  /** The contract's example leaves it out, other pages show it. */
  token: hidden,
})

/** A callback as it is registered. */
export interface Callback extends z.output<typeof receivedFields> {}

export const callback: z.ZodType<Callback> = receivedFields
