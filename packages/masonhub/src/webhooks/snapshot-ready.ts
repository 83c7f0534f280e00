import { z } from 'zod'

import { text } from '../wire/received.ts'

const readyFields = z
  .looseObject({
    snapshot_id: text,
    /** Where the file is, for `inventory.downloadSnapshot`. */
    download_url: z.string().min(1),
    /** `full`, the only one there is. */
    snapshot_type: text,
    /** RFC 3339. */
    requested_at: text,
  })
  .transform((ready) => ({
    ...ready,
    snapshot_id: ready.snapshot_id ?? text.parse(ready['snapshot_request_id']),
  }))

/**
 * A file with the stock of all SKUs can be fetched. Source: MasonHub OpenAPI, `callback_snapshot_ready`. Guides
 * have further fields, which are passed on as they came.
 */
export interface SnapshotReady extends z.output<typeof readyFields> {}

/** An object in the contract, in place of the list that the other events have. */
export const snapshotReady: z.ZodType<SnapshotReady> = z.preprocess(
  (data) => (Array.isArray(data) && data.length === 1 ? (data[0] as unknown) : data),
  readyFields,
)
