import type { Clock } from '../clock/clock.ts'
import { MalformedResponseError } from '../errors/malformed-response-error.ts'
import { isHeaderValue } from '../transport/header-value.ts'
import type { IssuedToken } from './token-source.ts'

export interface DatedToken extends IssuedToken {
  /** When its login was sent, on the monotonic clock of this process: its lifetime counts from there. */
  readonly sentAt: number
}

/** @throws MalformedResponseError when there is no token that fits into a header */
export async function datedToken(clock: Clock, issue: () => Promise<IssuedToken>): Promise<DatedToken> {
  const sentAt = clock.monotonic()
  const { value, lifetimeSeconds } = await issue()
  if (isHeaderValue(value) && !value.includes(' ')) return { value, lifetimeSeconds, sentAt }
  throw new MalformedResponseError({ message: 'the login answered without a token that fits into a header' })
}
