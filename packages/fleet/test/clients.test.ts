import { inspect } from 'node:util'

import { systemClock } from '@tenon/core'
import { createMemoryTokenStore, type TokenRecord } from '@tenon/core/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { shareTokens } from '../src/index.ts'
import { SEALING_KEY } from './support/fleet-bench.ts'
import { createVendor, startVendor } from './support/vendor.ts'

type Vendor = Awaited<ReturnType<typeof startVendor>>

const records = new Map<string, TokenRecord>()
const store = createMemoryTokenStore({ clock: systemClock, records })
const tokens = shareTokens({ store, sealingKey: SEALING_KEY })

let vendor: Vendor
let clients: ReturnType<typeof createVendor>[]

beforeEach(async () => {
  records.clear()
  vendor = await startVendor()
  clients = [1, 2].map(() => createVendor(vendor.url, { tokens }))
})

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await vendor.close()
})

function callAll(times = 1): Promise<unknown[]> {
  return Promise.all(
    clients.flatMap(({ methods }) =>
      Array.from({ length: times }, () => methods.things.get({ thingId: '1' })),
    ),
  )
}

describe('clients with one token store', () => {
  test('share one login, over real HTTP', async () => {
    await callAll(20)
    expect(vendor.logins()).toBe(1)
  })

  test('renew a revoked token once', async () => {
    await callAll()
    vendor.refuses = (token) => token === 'token-1'
    await callAll()
    expect(vendor.logins()).toBe(2)
  })

  test('keep the tokens of one origin from another', async () => {
    const other = await startVendor()
    clients.push(createVendor(other.url, { tokens }))
    await callAll()
    expect([vendor.logins(), other.logins(), records.size]).toEqual([1, 1, 2])
    await other.close()
  })

  test('do not show the sealing key', async () => {
    await callAll()
    for (const shown of [clients[0], tokens])
      expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain(SEALING_KEY)
  })
})
