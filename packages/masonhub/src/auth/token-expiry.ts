import type { Secret } from '@tenon/core'

/** Later than this no Date can be. */
const LATEST_SECONDS = 8.64e12

/**
 * When a token ends, in milliseconds since 1970, by its `exp` claim. The signature is not looked at: this is
 * for a warning. Undefined for a token that is not a JWT, or has no such claim.
 */
export function tokenExpiry(token: Secret): number | undefined {
  const [, payload, signature] = token.reveal().split('.')
  if (payload === undefined || signature === undefined) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const { exp } = claims as { exp?: unknown }
    return typeof exp === 'number' && Math.abs(exp) <= LATEST_SECONDS ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}
