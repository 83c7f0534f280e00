import { z } from 'zod'

import { fold } from './fold.ts'
import type { VendorMessage } from './read-messages.ts'
import { listOf, received, text } from './received.ts'

/** What MasonHub says about one item of a write. */
export interface ItemResult {
  /** What the item is known by: its `customer_identifier`, or the `message_type` of a callback. */
  readonly customer_identifier: string | undefined
  /** `success`: passed the checks and is queued. `unknown`: the vendor used a word that is not known. */
  readonly status: 'success' | 'failure' | 'unknown'
  readonly messages: readonly VendorMessage[]
  /** MasonHub's id of the record that was made. */
  readonly id: string | undefined
  /** A link to the record. */
  readonly url: string | undefined
  /** Of a return for which a label was made. */
  readonly label: ReturnLabel | undefined
}

/** The label of a return, which is made while the return is taken. */
export interface ReturnLabel {
  /** A PDF, for `returns.label`. */
  readonly url: string
  readonly trackingNumber: string | undefined
}

const SUCCESS = new Set(['success', 'deleted', 'active', 'pending', 'processing'])
const FAILURE = new Set(['failure', 'failed', 'error'])

const message = z.looseObject({ field_name: text, code: text, errors: listOf(z.string()) })

const additionalData = z.looseObject({ return_label_url: text, return_tracking_number: text })

/** MasonHub OpenAPI, `operation_result`, with what its examples have beside it. */
export const itemResult: z.ZodType<ItemResult> = z
  .looseObject({
    customer_identifier: text,
    /** Of a callback. */
    message_type: text,
    status: text,
    url: text,
    uri: text,
    system_id: text,
    id: text,
    messages: listOf(message),
    additional_data: received(additionalData),
  })
  .transform((item) => ({
    customer_identifier: item.customer_identifier || item.message_type || undefined,
    status: readStatus(item.status),
    messages: (item.messages ?? []).flatMap(toMessages),
    id: item.system_id || item.id || undefined,
    url: item.url || item.uri || undefined,
    label: toLabel(item.additional_data),
  }))

function readStatus(status: string | null | undefined): ItemResult['status'] {
  const word = fold(status ?? '')
  if (SUCCESS.has(word)) return 'success'
  return FAILURE.has(word) ? 'failure' : 'unknown'
}

function toMessages({ field_name, code, errors }: z.output<typeof message>): VendorMessage[] {
  const about = { ...(field_name && { field: field_name }), ...(code && { code }) }
  return (errors ?? []).map((error) => ({ ...about, message: error }))
}

function toLabel(data: z.output<typeof additionalData> | null | undefined): ReturnLabel | undefined {
  if (!data?.return_label_url) return undefined
  return { url: data.return_label_url, trackingNumber: data.return_tracking_number || undefined }
}
