import { inspect } from 'node:util'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { SharedTokens } from '../../src/auth/fleet/shared-tokens.ts'
import { systemClock } from '../../src/clock/system-clock.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { createMemoryTokenStore, type TokenRecord } from '../../src/testing/memory-token-store.ts'
import { SEALING_KEY } from '../support/fleet.ts'
import { createThings, startBench, type Bench } from '../support/things.ts'

const records = new Map<string, TokenRecord>()
const tokens: SharedTokens = {
  store: createMemoryTokenStore({ clock: systemClock, records }),
  sealingKey: SEALING_KEY,
}

let bench: Bench
let second: ReturnType<typeof createThings>

beforeEach(async () => {
  records.clear()
  bench = await startBench({ client: { tokens } })
  second = createThings(bench.fake.url, { tokens })
})

afterEach(async () => {
  await second.close()
  await bench.close()
})

describe('clients that were given one token store', () => {
  test('share one login, over real HTTP', async () => {
    const calls = [bench.client, second].flatMap((client) =>
      Array.from({ length: 20 }, () => client.methods.things.get({ thingId: '1' })),
    )
    await Promise.all(calls)
    expect(bench.logins()).toBe(1)
  })

  test('renew a revoked token once', async () => {
    await bench.client.methods.things.get({ thingId: '1' })
    await second.methods.things.get({ thingId: '1' })
    bench.valid = (token) => token !== 'token-1'
    await Promise.all([bench.client, second].map((client) => client.methods.things.get({ thingId: '1' })))
    expect(bench.logins()).toBe(2)
  })

  test('keep the tokens of one origin from another', async () => {
    const other = await startBench({ client: { tokens } })
    await bench.client.methods.things.get({ thingId: '1' })
    await other.client.methods.things.get({ thingId: '1' })
    expect([bench.logins(), other.logins(), records.size]).toEqual([1, 1, 2])
    await other.close()
  })

  test('do not show the sealing key', async () => {
    await second.ready()
    expect(inspect(second, { depth: 9, showHidden: true })).not.toContain(SEALING_KEY)
  })
})

test.each([
  ['tokens', {}],
  ['tokens', { store: undefined }],
  ['tokens', 'redis://'],
  ['tokens', { ...tokens, onStoreDown: 'wait' }],
  ['tokens.sealingKey', { store: tokens.store }],
  ['tokens.sealingKey', { store: tokens.store, sealingKey: 'short' }],
])('the option %s is refused when it is %j', (option, wrong) => {
  const create = (): unknown => createThings('http://127.0.0.1:1', { tokens: wrong as never })
  expect(create).toThrow(ConfigurationError)
  expect(create).toThrow(`"${option}"`)
})
