import { inspect } from 'node:util'

import { createSeededRandom, createVirtualClock } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { createStoreHandlers } from '../src/embedded-store/index.ts'
import { coinLedgerCases, createMemoryCoinLedger } from '../src/testing/index.ts'
import { aStore, STORE_SECRET } from './support/a-store.ts'

describe('the ledger for tests does what a ledger has to', () => {
  test.for(coinLedgerCases(async (coins) => createMemoryCoinLedger(coins)))('$name', ({ run }) => run())
})

describe('who a token belongs to', () => {
  test('is told for a good one', async () => {
    expect(await aStore().ask('/sso', { token: 'good', surplus: 1 })).toEqual({
      status: 200,
      body: { userId: 'user-1', email: 'zoe@example.com', cohorts: ['gold'] },
    })
  })

  test('is null, with a 401, for any other', async () => {
    expect(await aStore().ask('/sso', { token: 'bad' })).toEqual({ status: 401, body: { userId: null } })
  })

  test('is told without what Hubble does not ask for', async () => {
    const identify = async () => ({ userId: 'user-1', passwordHash: 'x' })
    const { body } = await aStore({ identify }).ask('/sso', { token: 'good' })
    expect(body).toEqual({ userId: 'user-1' })
  })
})

describe('a balance', () => {
  test('is what the ledger says, with whether it may be spent', async () => {
    expect((await aStore().ask('/balance?userId=user-1')).body).toEqual({ userId: 'user-1', totalCoins: 100 })
    const eligibility = async () => ({ allowed: false, message: 'not today' })
    expect((await aStore({ eligibility }).ask('/balance?userId=user-1')).body).toEqual({
      userId: 'user-1',
      totalCoins: 100,
      consumptionEligibility: { allowed: false, message: 'not today' },
    })
  })

  test.each([
    ['/balance?userId=nobody', 404, 'UNKNOWN_USER'],
    ['/balance', 400, 'INVALID_REQUEST'],
    ['/balance?userId=', 400, 'INVALID_REQUEST'],
  ])('%s is answered %i', async (path, status, code) => {
    expect(await aStore().ask(path)).toEqual({ status, body: { status: 'FAILED', code } })
  })
})

describe('coins are taken and given back once for each reference', () => {
  test('a debit and its reversal, each asked for twice', async () => {
    const { debit, reverse, ledger } = aStore()
    const taken = await debit('r1')
    expect(taken).toEqual({
      status: 200,
      body: { status: 'SUCCESS', transactionId: expect.any(String), balance: 70, referenceId: 'r1' },
    })
    expect(await debit('r1', 30, { note: 'again' })).toEqual(taken)
    const given = await reverse('r1')
    expect(given.body).toMatchObject({ status: 'SUCCESS', balance: 100, referenceId: 'r1' })
    expect(given.body['transactionId']).not.toBe(taken.body['transactionId'])
    expect(await reverse('r1')).toEqual(given)
    expect(await debit('r1')).toEqual({ status: 409, body: { status: 'FAILED', code: 'ALREADY_REVERSED' } })
    expect(ledger.entries).toHaveLength(1)
    expect(await ledger.balance('user-1')).toBe(100)
  })

  test('equal debits at once take them once, and are answered alike', async () => {
    const { debit, ledger } = aStore()
    const answers = await Promise.all(Array.from({ length: 50 }, () => debit('r1')))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await ledger.balance('user-1')).toBe(70)
  })

  test('a reversal that comes before its debit gives nothing, and the debit then takes nothing', async () => {
    const { debit, reverse, ledger } = aStore()
    expect(await reverse('r1')).toMatchObject({ status: 200, body: { status: 'SUCCESS', balance: 100 } })
    expect((await debit('r1')).status).toBe(409)
    expect(await ledger.balance('user-1')).toBe(100)
  })

  test('a reversal by the variant with an amount gives back that amount or is for a person to look at', async () => {
    const { debit, reverse, ledger } = aStore()
    await debit('r1')
    expect(await reverse('r1', { amount: 10 })).toMatchObject({
      status: 409,
      body: { code: 'REFERENCE_CONFLICT' },
    })
    expect(await ledger.balance('user-1')).toBe(70)
    expect(await reverse('r1', { amount: '30.00', transactionId: 't' })).toMatchObject({ status: 200 })
    expect(await ledger.balance('user-1')).toBe(100)
  })

  test.each([
    ['more coins than there are', { coins: 100.01 }, 409, 'INSUFFICIENT_COINS'],
    ['an unknown user', { userId: 'nobody' }, 404, 'UNKNOWN_USER'],
    ['a part of a hundredth', { coins: 0.001 }, 400, 'INVALID_REQUEST'],
    ['nothing', { coins: 0 }, 400, 'INVALID_REQUEST'],
    ['less than nothing', { coins: -5 }, 400, 'INVALID_REQUEST'],
    ['no number', { coins: 'many' }, 400, 'INVALID_REQUEST'],
    ['no reference', { referenceId: '' }, 400, 'INVALID_REQUEST'],
    ['a reference of megabytes', { referenceId: 'x'.repeat(201) }, 400, 'INVALID_REQUEST'],
  ])('a debit of %s is refused', async (_, more, status, code) => {
    const { debit, ledger } = aStore()
    expect(await debit('r1', 30, more)).toEqual({ status, body: { status: 'FAILED', code } })
    expect(ledger.entries).toEqual([])
  })

  test('the reversal of an unknown user, or of somebody else’s reference, is refused', async () => {
    const { debit, reverse } = aStore()
    expect((await reverse('r1', { userId: 'nobody' })).status).toBe(404)
    await debit('r1')
    expect((await reverse('r1', { userId: 'user-2' })).status).toBe(409)
    expect((await debit('r1', 30, { userId: 'user-2' })).status).toBe(409)
  })

  test('whatever comes at once and in whatever order, no coin is made and none is lost', async () => {
    const random = createSeededRandom(7)
    const { debit, reverse, ledger } = aStore()
    const pick = (count: number): number => Math.floor(random.fraction() * count)
    const asked = Array.from({ length: 2_000 }, () => {
      const reference = `r${pick(150)}`
      const userId = `user-${1 + pick(2)}`
      return random.fraction() < 0.6
        ? debit(reference, 1 + (Number(reference.slice(1)) % 9), { userId })
        : reverse(reference, { userId })
    })
    const answers = await Promise.all(asked)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    for (const userId of ['user-1', 'user-2']) {
      const taken = ledger.entries
        .filter((entry) => entry.userId === userId && entry.debit !== null && entry.reversal === null)
        .reduce((sum, { coins }) => sum + coins, 0)
      expect(await ledger.balance(userId)).toBe(100 - taken)
    }
  })
})

describe('only Hubble is let in', () => {
  const paths = ['/sso', '/balance?userId=user-1', '/debit', '/reverse']

  test.each(paths)('%s without the secret is answered 401, and nothing is done', async (path) => {
    const body = path.startsWith('/balance')
      ? undefined
      : { token: 'good', userId: 'user-1', referenceId: 'r', coins: 1 }
    const { ask, ledger } = aStore()
    for (const secret of [null, '', 'wrong', `${STORE_SECRET} `.trimStart() + 'x', STORE_SECRET.slice(1)]) {
      expect(await ask(path, body, { secret })).toEqual({
        status: 401,
        body: { status: 'FAILED', code: 'WRONG_SECRET' },
      })
    }
    expect(ledger.entries).toEqual([])
  })

  test('while the secret is rotated each is accepted', async () => {
    const { ask } = aStore({ secrets: ['old-secret', () => 'new-secret'] })
    for (const [secret, status] of [
      ['old-secret', 200],
      ['new-secret', 200],
      [STORE_SECRET, 401],
    ] as const)
      expect((await ask('/balance?userId=user-1', undefined, { secret })).status).toBe(status)
  })

  test.each([[''], [[]], [['good', '']], [undefined]])('secrets %j do not start', (secrets) => {
    const make = () => createStoreHandlers({ secrets: secrets as never, identify: async () => undefined })
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION', option: 'secrets' }))
  })

  test('a secret that cannot be read lets nobody in', async () => {
    const { ask } = aStore({ secrets: { file: '/there/is/no/such/file' } })
    expect((await ask('/balance?userId=user-1', undefined, { secret: '' })).status).toBe(500)
  })
})

describe('a request that cannot be taken is answered, whatever it is', () => {
  const json = { 'content-type': 'application/json' }

  test.each([
    ['another path', '/debits', '{}', {}, 404],
    ['another method', '/debit', undefined, { method: 'GET' }, 405],
    ['another type', '/debit', '{}', { headers: { 'content-type': 'text/plain' } }, 415],
    ['an encoded body', '/debit', '{}', { headers: { ...json, 'content-encoding': 'gzip' } }, 415],
    ['what is not JSON', '/debit', '{"userId"', {}, 400],
    ['a list', '/debit', '[]', {}, 400],
    ['null', '/debit', 'null', {}, 400],
    ['brackets 5,000 deep', '/debit', '['.repeat(5_000) + ']'.repeat(5_000), {}, 400],
    ['more than 16 KiB', '/debit', `"${'x'.repeat(16 * 1024)}"`, {}, 413],
    ['a length that lies', '/debit', '{}', { headers: { ...json, 'content-length': '99999999' } }, 413],
  ])('%s', async (_, path, body, asked, status) => {
    expect((await aStore().ask(path, body, asked)).status).toBe(status)
  })

  test('a body that does not come in time', async () => {
    const clock = createVirtualClock()
    const { handlers } = aStore({ clock })
    const request = new Request('https://shop.example/debit', {
      method: 'POST',
      headers: { ...json, 'x-hubble-secret': STORE_SECRET },
      body: new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('{')) }),
      duplex: 'half',
    })
    const answering = handlers.debit(request)
    await clock.advance(10_000)
    expect((await answering).status).toBe(408)
    expect(clock.pendingTimers).toBe(0)
  })

  test('where there is no ledger, there is no path for coins', async () => {
    const handlers = createStoreHandlers({ secrets: 's', identify: async () => undefined })
    const request = new Request('https://shop.example/balance?userId=u', {
      headers: { 'x-hubble-secret': 's' },
    })
    expect((await handlers.balance(request)).status).toBe(404)
  })

  test('an error of the partner’s own is a 500, told to the log and not to the caller', async () => {
    const identify = () => Promise.reject(new Error('the database is gone'))
    const { ask, lines } = aStore({ identify })
    expect(await ask('/sso', { token: 'good' })).toEqual({
      status: 500,
      body: { status: 'FAILED', code: 'INTERNAL' },
    })
    expect(inspect(lines)).toContain('the database is gone')
  })
})

test('neither the shared secret nor a token is in a log line', async () => {
  const { ask, lines } = aStore({ identify: () => Promise.reject(new Error('broken')) })
  await ask('/sso', { token: 'the-token-of-zoe' })
  await ask('/sso', { token: 'the-token-of-zoe' }, { secret: 'a-secret-that-is-wrong' })
  await ask('/sso', '{"token":"the-token-of-zoe"')
  expect(lines).toHaveLength(3)
  expect(inspect(lines, { depth: 10 })).not.toMatch(/the-token-of-zoe|a-secret-that-is-wrong|the-secret-of/)
})
