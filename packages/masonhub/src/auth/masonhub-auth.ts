import { staticCredential, type AuthKit, type AuthStrategy, type Secret } from '@tenon/core'

import type { MasonHubCredential } from '../options/masonhub-options.ts'
import { tokenExpiry } from './token-expiry.ts'

const DAY_MS = 86_400_000
const WARN_BEFORE_MS = 14 * DAY_MS

/**
 * `Authorization: Bearer <token>` (MasonHub OpenAPI, `bearer_auth`). The token is issued out of band and is not
 * renewed here; a new one from a function or a file is taken up without a restart.
 */
export function masonhubAuth(
  { token }: MasonHubCredential,
  kit: Pick<AuthKit, 'clock' | 'logger'>,
): AuthStrategy {
  const { clock, logger } = kit

  function warnBeforeExpiry(secret: Secret): void {
    const expiry = tokenExpiry(secret)
    if (expiry === undefined || expiry - clock.wall() > WARN_BEFORE_MS) return
    const days = Math.floor((expiry - clock.wall()) / DAY_MS)
    const fields = {
      provider: 'masonhub',
      option: 'auth.token',
      expiresAt: new Date(expiry).toISOString(),
      days,
    }
    logger.warn(
      fields,
      days < 0 ? 'the token has expired: ask MasonHub for a new one' : 'the token expires soon',
    )
  }

  return staticCredential({ secret: token, option: 'auth.token', clock, inspect: warnBeforeExpiry })
}
