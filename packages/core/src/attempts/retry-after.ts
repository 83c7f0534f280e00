import type { ResponseHeaders } from '../call/call-record.ts'
import type { Clock } from '../clock/clock.ts'

/** What asks for more than a day is taken for a mistake. */
const LONGEST_MS = 24 * 3_600_000

/**
 * How long the vendor asks callers to stay away, in milliseconds: `Retry-After` as seconds or as a date, the
 * date measured against the answer's own `Date`. Undefined where it is absent, unreadable, negative or absurd.
 */
export function retryAfterMs(headers: ResponseHeaders, clock: Clock): number | undefined {
  const value = single(headers['retry-after'])
  if (value === undefined) return undefined
  const delay = /^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) * 1000 : untilDate(value, headers, clock)
  return delay >= 0 && delay <= LONGEST_MS ? delay : undefined
}

function untilDate(value: string, headers: ResponseHeaders, clock: Clock): number {
  const answeredAt = Date.parse(single(headers['date']) ?? '')
  return Date.parse(value) - (Number.isNaN(answeredAt) ? clock.wall() : answeredAt)
}

function single(value: string | readonly string[] | undefined): string | undefined {
  const first = typeof value === 'string' ? value : value?.[0]
  return first?.trim()
}
