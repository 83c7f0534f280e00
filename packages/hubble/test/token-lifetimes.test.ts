import type { Logger } from '@tenon/core'
import { createVirtualClock } from '@tenon/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'

import { createHubble } from '../src/index.ts'
import { startHubbleFake } from '../src/testing/index.ts'
import { anOrder } from './support/an-order.ts'
import { setUp } from './support/set-up.ts'

/** What stands in the answer to a login, with what follows from it, in seconds (the table of the token life cycle). */
const lifetimes: [stated: unknown, softAt: number, hardAt: number, endAt: number][] = [
  [20, 10, 18, 20],
  [60, 30, 54, 60],
  [300, 150, 270, 300],
  [600, 300, 540, 600],
  [900, 600, 810, 900],
  [1500, 1200, 1350, 1500],
  [3600, 2880, 3300, 3600],
  [7200, 5760, 6900, 7200],
  ['3600', 2880, 3300, 3600],
  [' 900 ', 600, 810, 900],
  [1e9, 8e8, 1e9 - 300, 1e9],
  [undefined, 150, 270, 300],
  [null, 150, 270, 300],
  [0, 150, 270, 300],
  [-3600, 150, 270, 300],
  ['soon', 150, 270, 300],
  [{}, 150, 270, 300],
]

/** A client whose token is as old as that, and whose next login is answered only when it is let through. */
async function withTokenOf(expiresInSecs: unknown, ageMs: number) {
  const clock = createVirtualClock()
  const fake = await startHubbleFake({ clock })
  fake.settings.expiresInSecs = expiresInSecs
  const hubble = createHubble({ ...fake.account, clock })
  onTestFinished(async () => {
    await hubble.close()
    await fake.close()
  })
  await hubble.wallet.balance()
  await clock.advance(ageMs)
  fake.faults.add({ operation: 'auth.login', fault: { kind: 'slow', delayMs: 60 } })
  return { fake, hubble }
}

/** Logins so far, and whether the last of them was answered when a call had its answer. */
async function afterACall({ fake, hubble }: Awaited<ReturnType<typeof withTokenOf>>) {
  expect(await hubble.wallet.balance()).toEqual({ balance: 1_000_000 })
  const logins = fake.requests.filter(({ operation }) => operation === 'auth.login')
  return { logins: logins.length, isAnswered: logins.at(-1)?.status === 200 }
}

describe.each(lifetimes)('a token whose lifetime is stated as %j', (stated, softAt, hardAt, endAt) => {
  test(`is used up to ${softAt} s, and then used while another one is fetched`, async () => {
    const young = await withTokenOf(stated, softAt * 1000 - 1)
    expect(await afterACall(young)).toEqual({ logins: 1, isAnswered: true })
    const old = await withTokenOf(stated, softAt * 1000)
    // The login goes its own way: it may be on the wire only after the call was answered.
    expect(await afterACall(old)).not.toEqual({ logins: 2, isAnswered: true })
    await expect.poll(() => old.fake.loginCount).toBe(2)
  })

  test(`is no longer used from ${hardAt} s on: calls wait for the next one`, async () => {
    const before = await withTokenOf(stated, hardAt * 1000 - 1)
    expect(await afterACall(before)).not.toEqual({ logins: 2, isAnswered: true })
    for (const ageMs of [hardAt * 1000, endAt * 1000 - 1, endAt * 1000]) {
      expect(await afterACall(await withTokenOf(stated, ageMs))).toEqual({ logins: 2, isAnswered: true })
    }
  })
})

test('every request that the vendor saw has a fresh UUID, and each is in the log', async () => {
  const logged: unknown[] = []
  const ignore = (): void => {}
  const debug = (fields: object, message: string): void => {
    if (message === 'request' && 'requestId' in fields) logged.push(fields.requestId)
  }
  const logger: Logger = { debug, info: ignore, warn: ignore, error: ignore }
  const { fake, hubble } = await setUp({ lifecycle: { becomes: 'SUCCESS', afterMs: 5_000 } }, { logger })
  for (const kind of ['drop-before', 'drop-after', 'malformed'] as const) {
    fake.faults.add({ operation: 'orders.create', times: 1, fault: { kind } })
    fake.faults.add({ operation: 'orders.getByReference', times: 1, fault: { kind } })
    fake.revokeTokens()
    await hubble.placeOrder(anOrder({ referenceId: kind }))
  }
  const ids = fake.requests.map(({ requestId }) => requestId)
  expect(ids.length).toBeGreaterThan(15)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(logged)).toEqual(new Set(ids))
  expect(
    ids.filter(
      (id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id ?? ''),
    ),
  ).toEqual([])
})
