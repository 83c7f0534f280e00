import { Secret, type SecretSource } from '@tenon/core'
import { z } from 'zod'

import type { MasonHubAccount } from './masonhub-options.ts'

/** Its path names the key, so that the error can: a strict object's would name only what the key is in. */
const unknownOption = z.custom<never>(() => false, { error: 'unknown option' })

const secretSource = z.custom<SecretSource>(isSecretSource, {
  error: ({ input }) => {
    if (input === undefined || input === null) return 'is missing'
    return typeof input === 'string' ? 'is empty' : 'must be text, a Secret, a function or { file }'
  },
})

/** Text is hidden at once: nothing that keeps the checked options shows it. */
const hidden = secretSource.transform((source) => (typeof source === 'string' ? new Secret(source) : source))

function isSecretSource(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (typeof value === 'function' || Secret.isInstance(value)) return true
  if (typeof value !== 'object' || value === null) return false
  const { file, ...rest } = value as { file?: unknown }
  return typeof file === 'string' && file !== '' && Object.keys(rest).length === 0
}

/** Says that an option is missing where it is, and what it must be where it is something else. */
function needs(what: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? 'is missing' : `must be ${what}`) }
}

/** The checked options of an account. */
export const masonhubConfig = z
  .object({
    environment: z.enum(['production', 'sandbox'], needs("'production' or 'sandbox'")),
    account: z
      .string(needs('text'))
      .min(1, 'is empty')
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'must be the slug of the account: letters, digits, "-" and "_"'),
    auth: z
      .object({ token: hidden }, needs('an object'))
      .catchall(unknownOption)
      // Without `auth` it is the token that is missing.
      .prefault({} as never),
    baseUrl: z.string(needs('text')).optional(),
  })
  .catchall(unknownOption) as z.ZodType<MasonHubAccount, MasonHubAccount>
