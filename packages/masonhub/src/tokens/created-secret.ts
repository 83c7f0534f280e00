import { z } from 'zod'

import { hidden } from '../wire/hidden.ts'
import { text } from '../wire/received.ts'

const secretFields = z.looseObject({
  id: text,
  account_id: text,
  /** Told this once, and never again. */
  secret_phrase: hidden,
  /** The token, in the contract's schema and example. */
  encrypted_key: hidden,
  /** The token, in the text of the operation and in guides. */
  encrypted_token: hidden,
  created_by_id: text,
  created_at: text,
  updated_at: text,
  deleted_by_id: text,
  deleted_at: text,
})

/** What MasonHub answers when a token was made. Source: MasonHub OpenAPI, `secret` and its example. */
export interface CreatedSecret extends z.output<typeof secretFields> {}

export const createdSecret: z.ZodType<CreatedSecret> = secretFields
