import type { TokenStore } from '@tenon/core'
import { createMemoryTokenStore, createVirtualClock, type TokenRecord } from '@tenon/core/testing'
import { expect, test } from 'vitest'

import { tokenStoreSuite } from '../src/index.ts'
import { brokenCases } from './support/broken-cases.ts'

/** The cases that the memory store does not pass, with some of its methods replaced. */
function found(
  replace: (store: TokenStore, records: Map<string, TokenRecord>) => Partial<TokenStore>,
): Promise<string[]> {
  const clock = createVirtualClock()
  const records = new Map<string, TokenRecord>()
  const suite = tokenStoreSuite({
    connect() {
      const store = createMemoryTokenStore({ clock, records })
      return { store: { ...store, ...replace(store, records) } }
    },
    leaseMs: 16_000,
    wait: (ms) => clock.advance(ms),
    lose: async (key) => void records.delete(key),
  })
  // One after the other: they share a clock.
  return suite.reduce(
    async (before, one) => [...(await before), ...(await brokenCases([one]))],
    Promise.resolve<string[]>([]),
  )
}

test('the memory store itself is sound', async () => {
  expect(await found(() => ({}))).toEqual([])
})

test('a store that does not compare fences is found', async () => {
  const names = await found((store, records) => ({
    put: (key, _, token) => store.put(key, records.get(key)?.fence ?? 0, token),
    fail: (key, _, failure) => store.fail(key, records.get(key)?.fence ?? 0, failure),
  }))
  expect(names).toEqual(
    expect.arrayContaining([
      'a put is refused once the lease was used, is past its time, or was taken by another',
      'a fail is refused once the lease was used, is past its time, or was taken by another',
      'after a loss fences go on above the old ones, and the old holder writes nothing',
    ]),
  )
})

test('a store that looks first and takes the lease later is found', async () => {
  const names = await found((store, records) => ({
    async step(key, seen, leaseMs) {
      const held = records.get(key)?.lease
      await Promise.resolve()
      const step = await store.step(key, seen, leaseMs)
      return step.state === 'wait' && held === undefined
        ? { state: 'leased', fence: records.get(key)?.fence ?? 0, failures: 0 }
        : step
    },
  }))
  expect(names).toContain('of 100 takers at once one gets the lease, and the others wait')
})

test('a store whose lease lasts for ever is found', async () => {
  const names = await found((store) => ({ step: (key, seen) => store.step(key, seen, 1e12) }))
  expect(names).toContain(
    'a lease that was not used is over at its time, and the next one has a larger fence',
  )
})

test('a store that gives back the token that was seen is found', async () => {
  const names = await found((store) => ({ step: (key, _, leaseMs) => store.step(key, undefined, leaseMs) }))
  expect(names).toContain(
    'the token that a caller has seen is not adopted again: one renews it, the others wait',
  )
})

test('a store that orders tokens by their id is found', async () => {
  const names = await found((store) => ({
    async step(key, seen, leaseMs) {
      const step = await store.step(key, seen, leaseMs)
      return step.state === 'adopt' && seen !== undefined && step.id < seen ? { state: 'wait' } : step
    },
  }))
  expect(names).toContain('tokens have no order: one is adopted instead of any other')
})

test('a store that keeps text instead of bytes is found', async () => {
  const asText = (sealed: Uint8Array): Uint8Array => Buffer.from(Buffer.from(sealed).toString())
  const names = await found((store) => ({
    put: (key, fence, token) => store.put(key, fence, { ...token, sealed: asText(token.sealed) }),
  }))
  expect(names).toEqual(
    expect.arrayContaining([
      'the bytes come back as they went: every byte there is',
      'the bytes come back as they went: what is no UTF-8',
      'the bytes come back as they went: 8 kB',
    ]),
  )
  expect(names).not.toContain('the bytes come back as they went: a zero')
})

test('a store that keeps failures to itself is found', async () => {
  const names = await found((store) => ({
    fail: (key, fence) => store.fail(key, fence, { code: 'CONNECTION', forMs: 0 }),
  }))
  expect(names).toContain(
    'a failure is told to everybody, with its code and what is left of it, and nobody gets the lease',
  )
})

test('a store that does not count failures is found', async () => {
  const names = await found((store) => ({
    async step(...parts) {
      const step = await store.step(...parts)
      return step.state === 'leased' ? { ...step, failures: 0 } : step
    },
  }))
  expect(names).toEqual(['failures in a row are counted, until a token is put'])
})

test('a store whose keys are case-insensitive is found', async () => {
  const names = await found((store) => ({
    step: (key, seen, leaseMs) => store.step(key.toLowerCase(), seen, leaseMs),
    put: (key, ...rest) => store.put(key.toLowerCase(), ...rest),
    fail: (key, ...rest) => store.fail(key.toLowerCase(), ...rest),
  }))
  expect(names).toEqual(['keys share nothing, however alike they are'])
})

test('a store that counts fences from one after a loss is found', async () => {
  const counts = new Map<string, number>()
  const real = new Map<number, number>()
  const names = await found((store, records) => ({
    async step(key, ...rest) {
      if (!records.has(key)) counts.delete(key)
      const step = await store.step(key, ...rest)
      if (step.state !== 'leased') return step
      const fence = (counts.get(key) ?? 0) + 1
      counts.set(key, fence)
      real.set(fence, step.fence)
      return { ...step, fence }
    },
    put: (key, fence, token) => store.put(key, real.get(fence) ?? 0, token),
    fail: (key, fence, failure) => store.fail(key, real.get(fence) ?? 0, failure),
  }))
  expect(names).toContain('after a loss fences go on above the old ones, and the old holder writes nothing')
})

test('a store that counts ages from the put is found', async () => {
  const names = await found((store) => ({
    async step(...parts) {
      const step = await store.step(...parts)
      return step.state === 'adopt' ? { ...step, ageMs: 0 } : step
    },
  }))
  expect(names).toEqual([
    'the age of a token counts from the moment that its lease was taken, by the clock of the store',
  ])
})
