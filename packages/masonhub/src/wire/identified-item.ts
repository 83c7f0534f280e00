import { z } from 'zod'

import { identifierOf } from './sent.ts'

/** What a deletion names a record by. */
export interface IdentifiedItem {
  readonly customer_identifier: string
}

/**
 * The item of a deletion (MasonHub OpenAPI, the DELETE operations). How short a name may be is a matter of giving it:
 * the vendor's own records have shorter ones (`docs/vendors/masonhub.md`), which must be got rid of, too.
 */
export const identifiedItem: z.ZodType<IdentifiedItem, IdentifiedItem> = z.strictObject({
  customer_identifier: identifierOf(1),
})
