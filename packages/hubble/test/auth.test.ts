import { randomUUID } from 'node:crypto'

import { AuthenticationError, CredentialsRefusedError, PermissionError, systemClock } from '@tenon/core'
import { expect, test } from 'vitest'

import { setUp } from './support/set-up.ts'

const realTime = { clock: systemClock }

test('one login serves a thousand callers, and another one when the token has ended', async () => {
  let skippedMs = 0
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + skippedMs }
  const { fake, hubble } = await setUp(realTime, { clock })
  const burst = () => Promise.all(Array.from({ length: 1_000 }, () => hubble.wallet.balance()))
  expect(hubble.status().credential).toMatchObject({ state: 'none', remainingMs: undefined })
  await hubble.ready()
  expect(hubble.status()).toMatchObject({
    closed: false,
    running: 0,
    credential: { state: 'valid', failures: 0 },
  })
  expect(fake.loginCount).toBe(1)
  skippedMs = 3_600_001
  await burst()
  expect(fake.loginCount).toBe(2)
  expect(fake.requests.filter(({ status }) => status === 401)).toEqual([])
})

test('when a token is revoked under 100 requests, one login mends all of them, however late they are refused', async () => {
  const { fake, hubble } = await setUp(realTime, realTime)
  await hubble.ready()
  for (let index = 0; index < 100; index += 1) {
    fake.faults.add({ operation: 'wallet.balance', times: 1, fault: { kind: 'slow', delayMs: index * 5 } })
  }
  const pending = Array.from({ length: 100 }, () => hubble.wallet.balance())
  fake.revokeTokens()
  await Promise.all(pending)
  expect(fake.requests.filter(({ status }) => status === 401)).toHaveLength(100)
  expect(fake.loginCount).toBe(2)
})

test('an endpoint that always answers 401 cannot cause a storm of logins', async () => {
  const { fake, hubble } = await setUp(realTime, realTime)
  const answer = { status: 401, body: { id: 'E000', code: 'UNAUTHORIZED', message: 'no' } }
  fake.faults.add({ operation: 'wallet.balance', fault: { kind: 'answer', answer } })
  const outcomes = await Promise.allSettled(Array.from({ length: 500 }, () => hubble.wallet.balance()))
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: AuthenticationError.code } })
  }
  expect(fake.loginCount).toBeLessThanOrEqual(4)
})

test('a vendor that ends the old token at each login is coped with', async () => {
  const { fake, hubble, open } = await setUp({ oneSession: true })
  const other = open()
  for (let round = 0; round < 3; round += 1) {
    expect((await hubble.wallet.balance()).balance).toBe(1_000_000)
    expect((await other.wallet.balance()).balance).toBe(1_000_000)
  }
  expect(fake.loginCount).toBeLessThanOrEqual(6)
})

test('a lifetime that comes as a string is read', async () => {
  const { fake, hubble } = await setUp({ expiresInSecs: '3600' })
  await hubble.wallet.balance()
  await hubble.wallet.balance()
  expect(fake.loginCount).toBe(1)
})

test('every request has an X-REQUEST-ID of its own, logins and repetitions too', async () => {
  const { fake, hubble } = await setUp()
  fake.faults.add({ times: 1, operation: 'wallet.balance', fault: { kind: 'drop-after' } })
  await hubble.wallet.balance()
  fake.revokeTokens()
  await hubble.wallet.balance()
  const ids = fake.requests.map(({ requestId }) => requestId)
  expect(ids).toHaveLength(6)
  expect(new Set(ids).size).toBe(6)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test.each([
  ['unauthorized', CredentialsRefusedError, 401, 'belong to this environment'],
  ['not-found', CredentialsRefusedError, 404, 'Check the clientId, and that it is one of staging'],
  ['forbidden', PermissionError, 403, 'register it on the IP allowlist of staging'],
] as const)('a login that is refused as %s is told as such, once', async (login, kind, status, advice) => {
  const { fake, hubble } = await setUp({ login })
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => hubble.wallet.balance()))
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: kind.code, cause: { status } } })
    expect(String(outcome.status === 'rejected' && outcome.reason)).toContain(advice)
  }
  expect(fake.loginCount).toBe(1)
})

test('a wrong secret is refused; a secret that was replaced is used at once', async () => {
  let secret = randomUUID() as string
  const { fake, open } = await setUp()
  const hubble = open({ auth: { clientId: fake.account.auth.clientId, clientSecret: () => secret } })
  await expect(hubble.wallet.balance()).rejects.toMatchObject({ code: CredentialsRefusedError.code })
  secret = fake.account.auth.clientSecret
  expect(await hubble.wallet.balance()).toEqual({ balance: 1_000_000 })
})

test('an address that is not listed for calls is told as such', async () => {
  const { fake, hubble } = await setUp()
  fake.faults.add({
    operation: 'wallet.balance',
    fault: { kind: 'answer', answer: { status: 403, text: 'Invalid Access' } },
  })
  const error = await hubble.wallet.balance().catch((reason: unknown) => reason)
  expect(error).toMatchObject({
    code: PermissionError.code,
    message: expect.stringContaining('allowlist of staging'),
  })
  expect(fake.requests.filter(({ operation }) => operation === 'wallet.balance')).toHaveLength(1)
})
