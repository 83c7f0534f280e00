import { ClosedError } from '@tenon/core'
import { createVirtualClock, type VirtualClock } from '@tenon/core/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { prepareMessage, type Claim, type Inbox, type NewMessage } from '../../src/index.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const LEASE_MS = MINUTE_MS

interface Parts {
  readonly provider?: string
  readonly account?: string
  readonly type?: string
  readonly id?: string
  readonly orderKey?: string
  readonly data?: unknown
}

export function message({ provider = 'masonhub', account = 'shop', type = 'a', ...rest }: Parts): NewMessage {
  return prepareMessage({ provider, account }, { type, data: 1, ...rest })
}

/** What every inbox promises. */
export function testInbox(create: (clock: VirtualClock) => Inbox): void {
  let clock: VirtualClock
  let inbox: Inbox

  beforeEach(() => {
    clock = createVirtualClock()
    inbox = create(clock)
  })
  afterEach(() => inbox.close())

  const append = (...messages: Parts[]) => inbox.append(messages.map(message))
  const claim = (limit = 100) => inbox.claim({ limit, leaseMs: LEASE_MS })
  const ids = (claims: readonly Claim[]) => claims.map((one) => one.message.id)

  async function claimOne(): Promise<Claim> {
    const [only] = await claim(1)
    if (only === undefined) throw new Error('there was nothing to claim')
    return only
  }

  describe('append', () => {
    test('gives a message back as it was', async () => {
      const data = { text: '₹ "500"\u0000', list: [1, null, { a: true }] }
      await append({ account: 'a', type: 'orderEvent', id: '1', orderKey: 'o', data })
      const { message: stored, attempt } = await claimOne()
      expect({ ...stored, position: 0 }).toEqual({
        position: 0,
        provider: 'masonhub',
        account: 'a',
        type: 'orderEvent',
        id: '1',
        orderKey: 'o',
        data,
        receivedAt: new Date(clock.wall()),
      })
      expect(attempt).toBe(1)
    })

    test('drops what it knows, within one delivery too', async () => {
      expect(await append({ id: '1' }, { id: '2' }, { id: '1' })).toEqual(['stored', 'stored', 'duplicate'])
      expect(await append({ id: '2' })).toEqual(['duplicate'])
      expect((await inbox.counts()).pending).toBe(2)
    })

    test('knows equal data whatever the order of its keys', async () => {
      await append({ id: '1', data: { a: 1, b: { c: 2, d: 3 } } })
      expect(await append({ id: '1', data: { b: { d: 3, c: 2 }, a: 1 } })).toEqual(['duplicate'])
    })

    test('tells providers and accounts apart', async () => {
      await append({ id: '1' })
      expect(await append({ id: '1', account: 'b' }, { id: '1', provider: 'b' })).toEqual([
        'stored',
        'stored',
      ])
    })

    test('keeps a known id with other data aside, once', async () => {
      await append({ id: '1', data: 1 })
      expect(await append({ id: '1', data: 2 })).toEqual(['quarantined'])
      expect(await append({ id: '1', data: 2 })).toEqual(['duplicate'])
      expect(await append({ id: '1', data: 1 })).toEqual(['duplicate'])
      expect(await append({ id: '1', data: 1, type: 'b' })).toEqual(['quarantined'])
      expect(await claim()).toHaveLength(1)
      expect(await inbox.listSetAside()).toMatchObject([
        { state: 'quarantined', id: '1', data: 2, reason: 'the id of another message, with other content' },
        { state: 'quarantined', type: 'b' },
      ])
    })

    test('knows an id for 30 days, handled or not', async () => {
      await append({ id: '1' })
      await inbox.complete(await claimOne())
      await clock.advance(30 * DAY_MS - 1)
      expect(await append({ id: '1' })).toEqual(['duplicate'])
      await clock.advance(1)
      expect(await append({ id: '1' })).toEqual(['stored'])
    })

    test('knows a message without an id by its content for 10 minutes only', async () => {
      expect(await append({ data: 1 }, { data: 2 })).toEqual(['stored', 'stored'])
      await clock.advance(10 * MINUTE_MS - 1)
      expect(await append({ data: 1 })).toEqual(['duplicate'])
      await clock.advance(1)
      expect(await append({ data: 1 })).toEqual(['stored'])
      expect(await append({ data: 1, type: 'b' })).toEqual(['stored'])
    })

    test('takes an empty id and an empty order key for none', async () => {
      expect(await append({ id: '', data: 1 }, { id: '', data: 2 })).toEqual(['stored', 'stored'])
      await append({ orderKey: '', data: 3 }, { orderKey: '', data: 4 })
      expect(await claim()).toHaveLength(4)
    })

    test('tells listeners about news only, until they leave', async () => {
      let heard = 0
      const leave = inbox.onAppend(() => (heard += 1))
      await append({ id: '1' }, { id: '2' })
      await append({ id: '1' })
      await append({ id: '1', data: 'other' })
      expect(heard).toBe(1)
      leave()
      await append({ id: '3' })
      expect(heard).toBe(1)
    })
  })

  describe('claim', () => {
    test('gives the oldest first, and each to one claimant', async () => {
      await append({ id: '1' }, { id: '2' }, { id: '3' })
      expect(ids(await claim(2))).toEqual(['1', '2'])
      expect(ids(await claim(2))).toEqual(['3'])
      expect(await claim()).toEqual([])
    })

    test('holds back what follows on an unfinished message of its order key', async () => {
      await append(
        { id: '1', orderKey: 'o' },
        { id: '2', orderKey: 'o' },
        { id: '3', orderKey: 'p' },
        { id: '4' },
      )
      const [first, ...others] = await claim()
      expect(ids(others)).toEqual(['3', '4'])
      expect(await claim()).toEqual([])
      await inbox.complete(first as Claim)
      expect(ids(await claim())).toEqual(['2'])
    })

    test('takes an order key for another in another account or provider', async () => {
      await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o', account: 'b' })
      await append({ id: '3', orderKey: 'o', provider: 'b' })
      expect(await claim()).toHaveLength(3)
    })

    test('holds back while the first of an order key waits to be tried again', async () => {
      await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o' })
      await inbox.fail(await claimOne(), { reason: 'r', retryAt: clock.wall() + 1_000 })
      expect(await claim()).toEqual([])
      await clock.advance(1_000)
      expect(ids(await claim())).toEqual(['1'])
    })

    test('lets the next of an order key go once the first is dead', async () => {
      await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o' })
      await inbox.fail(await claimOne(), { reason: 'r', retryAt: 'never' })
      expect(ids(await claim())).toEqual(['2'])
    })

    test('gives a message again when its lease is over, as a further attempt with the same key', async () => {
      await append({ id: '1' })
      const first = await claimOne()
      await clock.advance(LEASE_MS - 1)
      expect(await claim()).toEqual([])
      await clock.advance(1)
      const second = await claimOne()
      expect([first.attempt, second.attempt]).toEqual([1, 2])
      expect([first.lostAttempts, second.lostAttempts]).toEqual([0, 1])
      expect(second.idempotencyKey).toBe(first.idempotencyKey)
      expect(second.fence).toBeGreaterThan(first.fence)
    })

    test('gives every message an idempotency key of its own, in the form of a UUID', async () => {
      await append({ id: '1' }, { id: '2' }, { id: '1', account: 'b' }, { data: 5 })
      await clock.advance(10 * MINUTE_MS)
      await append({ data: 5 })
      const keys = (await claim()).map(({ idempotencyKey }) => idempotencyKey)
      expect(new Set(keys).size).toBe(5)
      for (const key of keys)
        expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    })
  })

  describe('lost attempts', () => {
    const lose = async () => {
      const claimed = await claimOne()
      await clock.advance(LEASE_MS)
      return claimed.lostAttempts
    }

    test('are counted until one ends', async () => {
      await append({ id: '1' })
      expect([await lose(), await lose()]).toEqual([0, 1])
      const third = await claimOne()
      expect(third.lostAttempts).toBe(2)
      await inbox.fail(third, { reason: 'r', retryAt: 0 })
      expect(await lose()).toBe(0)
    })

    test('stay when a claim is released', async () => {
      await append({ id: '1' })
      await inbox.release(await claimOne())
      expect(await lose()).toBe(0)
      await inbox.release(await claimOne())
      expect(await lose()).toBe(1)
    })
  })

  describe('a claim', () => {
    test('completes once', async () => {
      await append({ id: '1' })
      const only = await claimOne()
      expect(await inbox.complete(only)).toBe(true)
      expect(await inbox.complete(only)).toBe(false)
      expect(await inbox.fail(only, { reason: 'r', retryAt: 0 })).toBe(false)
      expect(await inbox.counts()).toEqual({ pending: 0, done: 1, dead: 0, quarantined: 0 })
    })

    test.each<[string, (first: Claim) => Promise<unknown>]>([
      ['its lease ended and another has the message', () => clock.advance(LEASE_MS).then(() => claimOne())],
      ['it was failed', (first) => inbox.fail(first, { reason: 'r', retryAt: 0 })],
      ['it was released', (first) => inbox.release(first)],
      ['the message is dead', (first) => inbox.fail(first, { reason: 'r', retryAt: 'never' })],
    ])('finishes nothing after %s', async (_case, lose) => {
      await append({ id: '1' })
      const first = await claimOne()
      await lose(first)
      let ran = false
      expect(await inbox.complete(first, () => void (ran = true))).toBe(false)
      expect(await inbox.fail(first, { reason: 'r', retryAt: 'never' })).toBe(false)
      expect(await inbox.release(first)).toBe(false)
      expect(ran).toBe(false)
      expect((await inbox.counts()).done).toBe(0)
    })

    test('holds after its lease as long as nobody else claims', async () => {
      await append({ id: '1' })
      const only = await claimOne()
      await clock.advance(2 * LEASE_MS)
      expect(await inbox.complete(only)).toBe(true)
    })

    test('stays open when its effect fails', async () => {
      await append({ id: '1' })
      const only = await claimOne()
      const failing = inbox.complete(only, () => {
        throw new Error('effect')
      })
      await expect(failing).rejects.toThrow('effect')
      expect((await inbox.counts()).pending).toBe(1)
      expect(await inbox.complete(only)).toBe(true)
    })

    test('released does not count as an attempt, and can be claimed at once', async () => {
      await append({ id: '1' })
      await inbox.release(await claimOne())
      expect((await claimOne()).attempt).toBe(1)
    })

    test('given up is listed with its reason and its attempts', async () => {
      await append({ id: '1', data: { a: 1 } }, { id: '2' })
      await inbox.fail(await claimOne(), { reason: 'first', retryAt: clock.wall() })
      await inbox.fail(await claimOne(), { reason: 'second', retryAt: 'never' })
      expect(await inbox.listSetAside()).toMatchObject([
        { id: '1', state: 'dead', reason: 'second', attempts: 2, data: { a: 1 } },
      ])
      expect(await inbox.append([message({ id: '1', data: { a: 1 } })])).toEqual(['duplicate'])
      await inbox.fail(await claimOne(), { reason: 'third', retryAt: 'never' })
      expect(await inbox.listSetAside({ limit: 1 })).toHaveLength(1)
    })
  })

  test('nothing is answered after it was closed', async () => {
    await append({ id: '1' })
    const only = await claimOne()
    await inbox.close()
    const late: (() => Promise<unknown>)[] = [
      () => append({ id: '2' }),
      () => claim(),
      () => inbox.complete(only),
      () => inbox.fail(only, { reason: 'r', retryAt: 0 }),
      () => inbox.release(only),
      () => inbox.counts(),
      () => inbox.listSetAside(),
    ]
    for (const ask of late) await expect(ask()).rejects.toThrow(ClosedError)
    await inbox.close()
  })
}
