import { createHash } from 'node:crypto'

import type { Fault, FakeRequest } from '@tenon/core/testing'

import { HURRY } from './hurry.ts'

/** The share of orders sent after which it is not clear whether there is an order. */
const UNCLEAR = 0.3
/** The share of looks at an order that fail. */
const BROKEN_LOOKS = 0.1
/** The client gives an order 60 seconds. */
const TOO_SLOW_MS = 65_000 / HURRY

const gateway = { status: 502, text: '<html>bad gateway</html>' }

const unclear: readonly Fault[] = [
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'answer', answer: gateway },
  { kind: 'answer-after', answer: { status: 500 } },
  { kind: 'answer-after', answer: { status: 409 } },
  { kind: 'answer-after', answer: gateway },
  { kind: 'malformed' },
  { kind: 'answer', answer: { status: 429, headers: { 'retry-after': '1' } } },
  { kind: 'slow', delayMs: TOO_SLOW_MS },
]

const broken: readonly Fault[] = [
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'answer', answer: { status: 503 } },
  { kind: 'malformed' },
]

/** What goes wrong with a request: the same for the same seed, path and number of the request with it. */
export function createFaultPlan(seed: number): (request: FakeRequest) => Fault | undefined {
  const seen = new Map<string, number>()

  function pick(name: string, share: number, faults: readonly Fault[]): Fault | undefined {
    const number = (seen.get(name) ?? 0) + 1
    seen.set(name, number)
    const luck = drawn(seed, name, number)
    return luck < share ? faults[Math.floor((luck / share) * faults.length)] : undefined
  }

  return ({ method, url, body }) => {
    if (method === 'POST' && url.pathname.endsWith('/orders')) {
      const { referenceId } = body as { referenceId: string }
      return pick(referenceId, UNCLEAR, unclear)
    }
    return url.pathname.includes('/orders/') ? pick(url.pathname, BROKEN_LOOKS, broken) : undefined
  }
}

/** From 0 to 1, the same for the same words. */
export function drawn(...words: readonly (string | number)[]): number {
  return createHash('sha256').update(words.join('/')).digest().readUInt32BE() / 2 ** 32
}
