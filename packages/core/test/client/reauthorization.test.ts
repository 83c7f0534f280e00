import { afterEach, expect, test } from 'vitest'

import { AuthenticationError } from '../../src/errors/authentication-error.ts'
import { CredentialsRefusedError } from '../../src/errors/credentials-refused-error.ts'
import { startBench, type Bench, type BenchOptions } from '../support/things.ts'

let bench: Bench
async function start(options?: BenchOptions): Promise<Bench> {
  bench = await startBench(options)
  return bench
}
afterEach(() => bench.close())

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

test('1,000 concurrent callers on a cold client make one login', async () => {
  const { client, logins } = await start()
  await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => client.methods.things.get({ thingId: `${index}` })),
  )
  expect(logins()).toBe(1)
})

test('a token revoked with 100 requests in flight, their 401s spread over 500 ms, costs one login and no call', async () => {
  let revoked = false
  const { client, logins } = await start({
    get: async (request) => {
      if (request.headers['authorization'] !== 'Bearer token-1')
        return { status: 200, body: { id: request.parameters.thingId } }
      await delay(Number(request.parameters.thingId) * 5)
      return revoked ? { status: 401 } : { status: 200, body: { id: 'early' } }
    },
  })
  await client.ready()
  const pending = Array.from({ length: 100 }, (_, index) =>
    client.methods.things.get({ thingId: `${index}` }),
  )
  revoked = true
  const ids = (await Promise.all(pending)).map((thing) => thing.id)
  expect(ids).toEqual(Array.from({ length: 100 }, (_, index) => `${index}`))
  expect(logins()).toBe(2)
  expect(pending.every(({ call }) => call.attempts.at(-1)?.reason === 'reauthorized')).toBe(true)
})

test('an endpoint that always answers 401 makes at most 4 logins for 500 concurrent calls', async () => {
  const { client, logins } = await start({ get: () => ({ status: 401 }) })
  const results = await Promise.allSettled(
    Array.from({ length: 500 }, () => client.methods.things.get({ thingId: '1' })),
  )
  for (const result of results) {
    expect(result).toMatchObject({ status: 'rejected', reason: expect.any(AuthenticationError) as unknown })
  }
  expect(logins()).toBeLessThanOrEqual(4)
})

test('one call logs in again once at most', async () => {
  const { client, logins } = await start({ get: () => ({ status: 401 }) })
  const pending = client.methods.things.get({ thingId: '1' })
  await pending.catch(() => {})
  expect(pending.call.attempts.map((attempt) => attempt.reason)).toEqual(['first', 'reauthorized'])
  expect(logins()).toBe(2)
})

test('a POST is repeated with the same body after its token was refused', async () => {
  const bodies: unknown[] = []
  const { client } = await start({
    create: (request) => {
      bodies.push(request.body)
      return request.headers['authorization'] === 'Bearer token-1'
        ? { status: 401 }
        : { status: 201, body: { id: 'new' } }
    },
  })
  expect(await client.methods.things.create({ body: { name: 'x' } })).toEqual({ id: 'new' })
  expect(bodies).toEqual([{ name: 'x' }, { name: 'x' }])
})

test('a refused login fails every call in its own name, with the login as the cause', async () => {
  const { client, fake, logins } = await start()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 401 } }, operation: 'auth.login' })
  const pending = [
    client.methods.things.get({ thingId: '1' }),
    client.methods.things.create({ body: { name: 'x' } }),
  ]
  const [first, second] = await Promise.allSettled(pending)
  expect(first).toMatchObject({ reason: expect.any(CredentialsRefusedError) as unknown })
  expect(first).toMatchObject({ reason: { operation: 'things.get', cause: { operation: 'auth.login' } } })
  expect(second).toMatchObject({ reason: { operation: 'things.create' } })
  expect(logins()).toBe(1)
})

test('a login is tried again after a broken connection, on connections of its own', async () => {
  const { client, fake, logins } = await start()
  fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'auth.login', times: 2 })
  expect(await client.methods.things.get({ thingId: '1' })).toEqual({ id: '1' })
  expect(logins()).toBe(3)
})
