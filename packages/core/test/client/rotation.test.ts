import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'

import { loginCredential } from '../../src/auth/login-credential.ts'
import { staticCredential } from '../../src/auth/static-credential.ts'
import { createClient } from '../../src/client/create-client.ts'
import { defineProvider } from '../../src/declare/provider.ts'
import { routeOf } from '../../src/testing/fake-server/fake-route.ts'
import { startFakeServer, type FakeServer } from '../../src/testing/fake-server/fake-server.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'
import { getThing, login } from '../support/things.ts'

let fake: FakeServer
afterEach(() => fake.close())

/** The vendor takes one secret, and the tokens that were issued for it. */
async function startVendor(): Promise<{ taken: string; logins: () => number }> {
  const vendor = { taken: 'secret-1', logins: () => logins }
  let logins = 0
  fake = await startFakeServer({
    admit: ({ headers }, route) =>
      route?.id === 'auth.login' || headers['authorization']?.endsWith(vendor.taken) === true
        ? undefined
        : { status: 401 },
    routes: [
      routeOf(login, ({ body }) => {
        logins += 1
        const { secret } = body as { secret: string }
        return secret === vendor.taken
          ? { status: 200, body: { token: `token-for-${secret}`, expires: 3600 } }
          : { status: 401 }
      }),
      routeOf(getThing, ({ parameters }) => ({ status: 200, body: { id: parameters.thingId } })),
    ],
  })
  return vendor
}

const provider = (secret: () => string, kind: 'login' | 'static') =>
  defineProvider({
    name: 'rotating',
    specVersion: 'v1',
    config: z.strictObject({ baseUrl: z.string() }),
    environment: {},
    origin: (config) => config.baseUrl,
    auth: (_config, kit) =>
      kind === 'static'
        ? staticCredential({ ...kit, secret })
        : loginCredential({
            ...kit,
            credential: secret,
            identify: (value) => [value],
            async issue(value, signal) {
              const answer = await kit.login(login, { body: { secret: value } }, signal)
              return { value: answer.token, lifetimeSeconds: answer.expires }
            },
          }),
    operations: { get: getThing },
  })

test('a static credential that is a function is replaced without a restart', async () => {
  const vendor = await startVendor()
  let secret = 'secret-1'
  const client = createClient(
    provider(() => secret, 'static'),
    { baseUrl: fake.url, allowLoopback: true },
  )
  await client.methods.get({ thingId: '1' })
  secret = vendor.taken = 'secret-2'
  await expect(client.methods.get({ thingId: '1' })).resolves.toEqual({ id: '1' })
  expect(client.status()).toEqual({ closed: false, running: 0, pausedMs: 0, credential: undefined })
  await client.close()
})

test('a login credential is replaced without a restart, and no call fails', async () => {
  const vendor = await startVendor()
  let secret = 'secret-1'
  const client = createClient(
    provider(() => secret, 'login'),
    { baseUrl: fake.url, allowLoopback: true },
  )
  await client.methods.get({ thingId: '1' })
  // First the new one is known, then the old one ends, with its tokens.
  secret = 'secret-2'
  await client.methods.get({ thingId: '1' })
  expect(vendor.logins()).toBe(1)
  vendor.taken = 'secret-2'
  const ids = await Promise.all(
    ['1', '2', '3'].map(async (thingId) => (await client.methods.get({ thingId })).id),
  )
  expect(ids).toEqual(['1', '2', '3'])
  expect(vendor.logins()).toBe(2)
  await client.close()
})

test('status() tells of a refused credential, and a new one ends the refusal at once', async () => {
  const vendor = await startVendor()
  const clock = createVirtualClock()
  let secret = 'wrong'
  const client = createClient(
    provider(() => secret, 'login'),
    { baseUrl: fake.url, allowLoopback: true, clock },
  )
  expect(client.status().credential).toMatchObject({ state: 'none', failures: 0 })
  await expect(client.ready()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  await expect(client.ready()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect(vendor.logins()).toBe(1)
  expect(client.status().credential).toMatchObject({ state: 'refused', failures: 1 })
  secret = 'secret-1'
  await client.ready()
  expect(client.status().credential).toMatchObject({ state: 'valid', failures: 0, remainingMs: 3_600_000 })
  await client.close()
  expect(client.status()).toMatchObject({ closed: true, credential: { state: 'closed' } })
})
