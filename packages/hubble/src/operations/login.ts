import { defineOperation } from '@tenon/core'
import { z } from 'zod'

/**
 * Trades the account's id and secret for a token (Hubble API docs, auth, V3). Not among the client's methods: the
 * client logs in by itself.
 */
export const login = defineOperation({
  id: 'auth.login',
  method: 'POST',
  path: '/auth/login',
  // A second login leaves nothing behind at the vendor.
  idempotent: true,
  body: z.strictObject({ clientId: z.string(), clientSecret: z.string() }),
  // Core reads the lifetime, and knows what to do with one that is missing or absurd.
  response: z.looseObject({ token: z.string(), expiresInSecs: z.unknown().optional() }),
})
