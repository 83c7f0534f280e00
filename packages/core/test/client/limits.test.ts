import { afterEach, expect, test } from 'vitest'

import { RateLimitedError } from '../../src/errors/rate-limited-error.ts'
import { startBench, type Bench, type BenchOptions } from '../support/things.ts'

let bench: Bench
async function start(options?: BenchOptions): Promise<Bench> {
  bench = await startBench(options)
  return bench
}
afterEach(() => bench.close())

test('a rate limit spaces the attempts of a client, and its record says how long each waited', async () => {
  const { client, fake } = await start({
    client: { rateLimits: { default: { requests: 20, perMs: 1_000, burst: 1 } } },
  })
  await client.ready()
  const pending = Array.from({ length: 5 }, () => client.methods.things.get({ thingId: '1' }))
  await Promise.all(pending)
  const [first, ...others] = fake.requests
    .filter((request) => request.operation === 'things.get')
    .map(({ at }) => at)
  expect((others.at(-1) as number) - (first as number)).toBeGreaterThanOrEqual(100)
  expect(pending.at(-1)?.call.attempts[0]?.queuedMs).toBeGreaterThan(150)
})

test('a call whose turn comes after its deadline fails at once, and says when', async () => {
  const { client } = await start({ client: { rateLimits: { default: { requests: 1, perMs: 60_000 } } } })
  await client.methods.things.get({ thingId: '1' })
  const startedAt = Date.now()
  const error = await client.methods.things
    .get({ thingId: '1' }, { timeoutMs: 5_000 })
    .catch((problem: unknown) => problem)
  expect(error).toBeInstanceOf(RateLimitedError)
  expect(Date.now() - startedAt).toBeLessThan(1_000)
  expect((error as RateLimitedError).retryAt?.getTime()).toBeGreaterThan(Date.now() + 50_000)
})

test('the pause that one call is asked for is kept by all', async () => {
  const { client, fake } = await start()
  await client.ready()
  const answer = { status: 503, headers: { 'retry-after': '0.3' } }
  fake.faults.add({ fault: { kind: 'answer', answer }, operation: 'things.get', times: 1 })
  const asked = client.methods.things.get({ thingId: '1' })
  await expect.poll(() => asked.call.attempts[0]?.status).toBe(503)
  const other = client.methods.things.list({})
  await Promise.all([asked, other])
  expect(other.call.attempts[0]?.queuedMs).toBeGreaterThan(100)
})

test('when everything fails, retries add little to the load, and no caller is told at once', async () => {
  const { client, fake } = await start({ client: { retry: { baseDelayMs: 2 } } })
  await client.ready()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 500 } }, operation: 'things.get' })
  const call = (): Promise<unknown> => client.methods.things.get({ thingId: '1' }).catch(() => {})
  for (let warmUp = 0; warmUp < 20; warmUp += 1) await call()
  const before = fake.faults.happened
  for (let count = 0; count < 200; count += 1) await call()
  expect((fake.faults.happened - before) / 200).toBeLessThanOrEqual(1.2)
})

test('1,000 callers of a vendor that is down: a tenth more requests than calls, and all are told', async () => {
  const { client, fake } = await start({ client: { retry: { baseDelayMs: 20 } } })
  await client.ready()
  fake.faults.add({ fault: { kind: 'answer', answer: { status: 503 } }, operation: 'things.get' })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 1_000 }, () => client.methods.things.get({ thingId: '1' })),
  )
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']))
  expect(fake.faults.happened).toBeGreaterThanOrEqual(1_000)
  expect(fake.faults.happened).toBeLessThanOrEqual(1_110)
})
