import { z } from 'zod'

import { identifierOf } from './sent.ts'

/** What a deletion names a record by. */
export interface IdentifiedItem {
  readonly customer_identifier: string
}

/** The item of a deletion (MasonHub OpenAPI, the DELETE operations), with the shortest name that a record has. */
export function identifiedItem(shortest: number): z.ZodType<IdentifiedItem, IdentifiedItem> {
  return z.strictObject({ customer_identifier: identifierOf(shortest) })
}
