import { afterEach, expect, test } from 'vitest'

import { apiKey } from '../../src/auth/credential-format.ts'
import { loginCredential, type LoginStrategy } from '../../src/auth/login-credential.ts'
import type { Call } from '../../src/call/call.ts'
import { ConnectionError } from '../../src/errors/connection-error.ts'
import { CredentialsRefusedError } from '../../src/errors/credentials-refused-error.ts'
import { silentLogger } from '../../src/observe/logger.ts'
import { scrub } from '../../src/secret/scrubber.ts'
import { Secret } from '../../src/secret/secret.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'
import type { HttpResponse } from '../../src/transport/transport.ts'
import { createThings } from '../support/things.ts'

const refusal: HttpResponse = { status: 401, headers: {}, body: Buffer.alloc(0) }

const open: LoginStrategy[] = []
afterEach(async () => {
  for (const strategy of open.splice(0)) await strategy.close?.()
})

/** A vendor that takes the right password alone. */
function createStrategy(user = 'a-user-name', password = 'the right password') {
  const vendor = { user, password: new Secret(password), logins: 0 }
  const clock = createVirtualClock()
  const strategy = loginCredential({
    clock,
    random: createSeededRandom(1),
    logger: silentLogger,
    format: apiKey('X-Token'),
    credential: () => ({ user: vendor.user, password: vendor.password }),
    identify: (credential) => [credential.user, credential.password],
    async issue(credential) {
      vendor.logins += 1
      if (credential.password.matches('the right password')) return { value: `token-${vendor.logins}` }
      throw new CredentialsRefusedError({ message: 'no' })
    },
  })
  open.push(strategy)
  const headers: Record<string, string> = {}
  const request = {
    method: 'GET',
    origin: 'https://vendor.test',
    path: '/',
    headers,
    body: undefined,
  } as const
  const authorize = () => strategy.authorize(request, {} as Call)
  return { vendor, clock, strategy, headers, authorize }
}

test('a token at hand is put on a request at once, in the header that the strategy names', async () => {
  const { strategy, headers, authorize } = createStrategy()
  expect(strategy.headers).toEqual(['x-token'])
  await strategy.ready?.()
  expect(authorize()).toEqual({ generation: 1 })
  expect(headers).toEqual({ 'x-token': 'token-1' })
})

test('the token after a renewal is the one that is written', async () => {
  const { strategy, headers, authorize } = createStrategy()
  const first = await authorize()
  expect(await strategy.challenged?.(refusal, first, {} as Call)).toBe('reauthorize')
  expect(await authorize()).toEqual({ generation: 2 })
  expect(headers).toEqual({ 'x-token': 'token-2' })
})

test('a 401 to a request that went without a token of ours is final', async () => {
  const { vendor, strategy } = createStrategy()
  await strategy.ready?.()
  expect(strategy.challenged?.(refusal, {}, {} as Call)).toBe('give-up')
  expect(vendor.logins).toBe(1)
})

test('a 401 is final once refused tokens have cost three logins at once', async () => {
  const { vendor, strategy, authorize } = createStrategy()
  const answers: unknown[] = []
  for (let round = 0; round < 4; round += 1)
    answers.push(await strategy.challenged?.(refusal, await authorize(), {} as Call))
  expect(answers).toEqual(['reauthorize', 'reauthorize', 'reauthorize', 'give-up'])
  expect(vendor.logins).toBe(4)
})

test('ready() heeds its signal', async () => {
  const { vendor, strategy } = createStrategy()
  await expect(strategy.ready?.(AbortSignal.abort(new Error('no time')))).rejects.toThrow('no time')
  expect(vendor.logins).toBe(0)
})

test.each<[string, (vendor: { user: string; password: Secret }) => void]>([
  ['password', (vendor) => (vendor.password = new Secret('another wrong one'))],
  ['user', (vendor) => (vendor.user = 'another-user')],
])('another %s is another credential: a refusal is not held against it', async (_, change) => {
  const { vendor, strategy } = createStrategy('a-user-name', 'a wrong password')
  for (let asked = 0; asked < 3; asked += 1)
    await expect(strategy.ready?.()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect(vendor.logins).toBe(1)
  change(vendor)
  await expect(strategy.ready?.()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect(vendor.logins).toBe(2)
})

test('what is secret of a credential is not shown, and what is not is', async () => {
  const { strategy } = createStrategy('a-visible-user')
  await strategy.ready?.()
  expect(scrub('a-visible-user with the right password and token-1')).toBe(
    'a-visible-user with [redacted] and [redacted]',
  )
})

test('a call whose deadline is before the next login fails at once, and knows when that is', async () => {
  const clock = createVirtualClock()
  const client = createThings('https://things.example', {
    clock,
    random: { fraction: () => 0.5, uuid: () => 'a-uuid' },
    retry: { retries: 0 },
    transport: {
      send: (_, call) => Promise.reject(new ConnectionError({ message: 'unreachable', sent: 'no', call })),
      close: () => Promise.resolve(),
    },
  })
  const first = client.methods.things.get({ thingId: '1' }).catch((error: unknown) => error)
  // A login is tried three times, here after 125 and 250 ms; the next one is 250 ms later.
  await clock.advance(375)
  expect(await first).toMatchObject({ code: 'CONNECTION', operation: 'things.get' })
  const hurried = client.methods.things.get({ thingId: '1' }, { timeoutMs: 249 })
  await expect(hurried).rejects.toMatchObject({
    code: 'CONNECTION',
    operation: 'things.get',
    retryAt: new Date(clock.wall() + 250),
  })
  await client.close()
})
