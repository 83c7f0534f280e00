import type { Clock } from '../clock/clock.ts'
import { MalformedResponseError } from '../errors/malformed-response-error.ts'
import { isHeaderValue } from '../transport/header-value.ts'
import type { DatedToken, IssuedToken } from './token-source.ts'

/** @throws MalformedResponseError when there is no token that fits into a header */
export async function datedToken(clock: Clock, issue: () => Promise<IssuedToken>): Promise<DatedToken> {
  const sentAt = clock.monotonic()
  const { value, lifetimeSeconds } = await issue()
  if (isHeaderValue(value) && !value.includes(' ')) return { value, lifetimeSeconds, sentAt }
  throw new MalformedResponseError({ message: 'the login answered without a token that fits into a header' })
}
