import { ConnectionError, type Random } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'

import {
  createHubble,
  createMemoryOrderJournal,
  type OrderingOptions,
  type OrderResult,
} from '../../src/index.ts'
import { scriptedTransport, type Script } from './scripted-transport.ts'

/** No jitter: the middle of the range. */
const random: Random = { fraction: () => 0.5, uuid: () => crypto.randomUUID() }

export function order(status: string, vouchers: readonly object[] = []) {
  return { status: 200, body: { id: 'o1', referenceId: 'acme-0001', status, vouchers, failureReason: null } }
}

export function voucher(amount: unknown) {
  return {
    id: `v${String(amount)}`,
    cardType: 'PIN_NO_SECURED',
    cardPin: '1234',
    cardNumber: null,
    validTill: null,
    amount,
  }
}

export const done = order('SUCCESS', [voucher(100), voucher('100'), voucher(1000)])
export const absent = { status: 404, body: { id: 'E001', code: 'RESOURCE_NOT_FOUND', message: 'no' } }
export const broken = new ConnectionError({ message: 'broken', sent: 'maybe' })

/** A client whose vendor follows a script; `asked` has each request with its second. */
export function onVirtualTime(script: Script, timings: Partial<Random> = {}, ordering: OrderingOptions = {}) {
  const clock = createVirtualClock()
  const asked: string[] = []
  const transport = scriptedTransport((request) => {
    asked.push(
      `${clock.monotonic() / 1000} ${request.method} ${request.path.replace('/v1/partners/orders', '')}`,
    )
    return script(request)
  })
  const journal = createMemoryOrderJournal()
  const warnings: unknown[] = []
  const warn = (fields: object, message: string) => void warnings.push({ message, ...fields })
  const ignore = () => {}
  const hubble = createHubble({
    environment: 'staging',
    auth: { clientId: 'acme', clientSecret: 's3cret' },
    transport,
    clock,
    random: { ...random, ...timings },
    journal,
    retry: { retries: 0 },
    ordering: { checks: 'off', ...ordering },
    logger: { debug: ignore, info: ignore, warn, error: warn },
  })
  return { clock, asked, transport, journal, hubble, warnings }
}

/** Lets time pass until the promise has settled, and tells how it did. */
export async function outcomeOf(clock: ReturnType<typeof createVirtualClock>, promise: Promise<OrderResult>) {
  let outcome: OrderResult | undefined
  let error: unknown
  promise.then(
    (result) => (outcome = result),
    (reason: unknown) => (error = reason),
  )
  for (let seconds = 0; seconds < 3_000 && !outcome && !error; seconds += 1) await clock.advance(1_000)
  return { outcome, error }
}
