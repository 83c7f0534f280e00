import { z } from 'zod'

import { rma, type Rma } from '../returns/rma.ts'
import { given } from '../wire/given.ts'
import { isRecord } from '../wire/is-record.ts'
import { statusWord, type Open } from '../wire/open-enum.ts'
import { received, text } from '../wire/received.ts'

const STEPS = [
  'tendered',
  'inTransit',
  'delivered',
  'undeliverable',
  'onDock',
  'receivingStarted',
  'received',
] as const

/** Carriers' words come only for parcels of DHL eCommerce and USPS. */
export type RmaStep = Open<(typeof STEPS)[number]>

/**
 * A return has come further. The version is the one that the callback was registered with. Source: MasonHub
 * OpenAPI, `callback_rma_event` for 1.0, its examples for 2.0.
 */
export type RmaEvent = RmaEventOne | RmaEventTwo

/** Version 1.0: the return itself. */
export interface RmaEventOne extends Rma {
  readonly api_version: '1.0'
  /** Its status. */
  readonly event?: RmaStep | null | undefined
  /** When it was so: its `updated_at`. */
  readonly as_of?: string | null | undefined
}

/** Version 2.0: what happened, and on receipt the return under `details`. */
export interface RmaEventTwo {
  readonly api_version: '2.0'
  readonly id?: string | null | undefined
  /** Your id of the return; null where the warehouse made it. */
  readonly customer_identifier?: string | null | undefined
  /** The vendor's `event_type`, or its `status`, as a receipt calls it. */
  readonly event?: RmaStep | null | undefined
  /** When it was so. Newer is what has the later one. RFC 3339. */
  readonly as_of?: string | null | undefined
  readonly details?: Rma | null | undefined
}

const step = received(statusWord(STEPS))
const NAMELESS = { message: 'names no return' }

const versionOne: z.ZodType<RmaEventOne> = rma.transform((event) => ({
  ...event,
  api_version: '1.0' as const,
  event: step.parse(event.status),
  as_of: given(text.parse((event as { as_of?: unknown }).as_of)) ?? event.updated_at,
}))

const versionTwo: z.ZodType<RmaEventTwo> = z
  .looseObject({
    api_version: z.literal('2.0'),
    id: text,
    customer_identifier: text,
    event_type: step,
    status: step,
    as_of: text,
    details: received(rma),
  })
  .transform((event) => ({ ...event, event: event.event_type ?? event.status }))

export const rmaEvent: z.ZodType<RmaEvent> = z.preprocess(
  (event) => {
    if (!isRecord(event)) return event
    const { envelope_version, ...rest } = event
    return { ...rest, api_version: versionOf(rest, envelope_version) }
  },
  z
    .union([versionTwo, versionOne])
    .refine(
      ({ id, customer_identifier }) => (given(id) ?? given(customer_identifier)) !== undefined,
      NAMELESS,
    ),
)

/** The form counts more than the number: the number stands on the envelope, and not always there. */
function versionOf(event: Readonly<Record<string, unknown>>, envelopeVersion: unknown): '1.0' | '2.0' {
  const { api_version } = event
  if (api_version === '1.0' || api_version === '2.0') return api_version
  if (['event_type', 'as_of', 'details'].some((key) => key in event)) return '2.0'
  if (['return_type', 'line_items'].some((key) => key in event)) return '1.0'
  return envelopeVersion === '2.0' ? '2.0' : '1.0'
}
