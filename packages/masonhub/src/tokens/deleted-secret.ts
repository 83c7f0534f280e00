import { z } from 'zod'

import { hidden } from '../wire/hidden.ts'

const deletedFields = z.object({
  /** A sentence that quotes the phrase. */
  response: hidden,
})

/** What MasonHub answers when a phrase was deleted. Source: MasonHub OpenAPI, `delete_secret`. */
export interface DeletedSecret extends z.output<typeof deletedFields> {}

/** An object in the schema, a bare text in the example, `{ message }` in guides; each quotes the phrase. */
export const deletedSecret: z.ZodType<DeletedSecret> = z.preprocess(
  (body) => (typeof body === 'object' && body !== null ? body : { response: body }),
  deletedFields,
)
