import { Secret } from '@tenon/core'

/** What is read of a token: nothing of it is verified, as only the vendor can. */
export interface TokenClaims {
  /** The phrase that the token was made from. */
  readonly phrase: Secret | undefined
  /** When it ends, in milliseconds since 1970. */
  readonly expiresAt: number | undefined
}

/** Later than this no Date can be. */
const LATEST_SECONDS = 8.64e12

/** Reads a token as the JWT that MasonHub's are. Nothing is known of one that is none. */
export function tokenClaims(token: Secret): TokenClaims {
  const { secret_phrase, exp } = payloadOf(token)
  return {
    phrase: typeof secret_phrase === 'string' && secret_phrase !== '' ? new Secret(secret_phrase) : undefined,
    expiresAt: typeof exp === 'number' && Math.abs(exp) <= LATEST_SECONDS ? exp * 1000 : undefined,
  }
}

function payloadOf(token: Secret): { readonly secret_phrase?: unknown; readonly exp?: unknown } {
  const [, payload, signature] = token.reveal().split('.')
  if (payload === undefined || signature === undefined) return {}
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null ? claims : {}
  } catch {
    return {}
  }
}
