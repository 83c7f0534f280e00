import { OutcomeUnknownError, TimeoutError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { anOrder } from './support/an-order.ts'
import { absent, broken, done, onVirtualTime, order, outcomeOf } from './support/on-virtual-time.ts'

describe('an order under way is read', () => {
  test('after 2, 3, 5, 8, 13, 20, 20 … seconds, for 15 minutes, and is not a failure then', async () => {
    const { clock, asked, hubble, journal } = onVirtualTime(() => order('PROCESSING'))
    const { outcome } = await outcomeOf(clock, hubble.placeOrder(anOrder()))
    expect(outcome).toMatchObject({ outcome: 'processing', order: { id: 'o1' } })
    expect(asked.slice(0, 9)).toEqual([
      '0 POST ',
      '2 GET /o1',
      '5 GET /o1',
      '10 GET /o1',
      '18 GET /o1',
      '31 GET /o1',
      '51 GET /o1',
      '71 GET /o1',
      '91 GET /o1',
    ])
    expect(clock.monotonic()).toBe(900_000)
    expect(await journal.unfinished()).toMatchObject([{ state: 'processing', orderId: 'o1', body: null }])
    expect(clock.pendingTimers).toBe(0)
  })

  test.each([
    [0, 1_600],
    [0.999_999, 2_400],
  ])('up to a fifth sooner or later (%d)', async (fraction, at) => {
    const { clock, asked, hubble } = onVirtualTime(() => order('PROCESSING'), { fraction: () => fraction })
    void hubble.placeOrder(anOrder()).catch(() => {})
    await clock.advance(at - 1)
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    expect(asked).toHaveLength(2)
    await hubble.close()
  })

  test('at once when a webhook tells of it', async () => {
    const answers = [order('PROCESSING'), order('PROCESSING'), done]
    const { clock, asked, hubble } = onVirtualTime(() => answers.shift())
    const placing = hubble.placeOrder(anOrder())
    await clock.advance(2_500)
    hubble.orderChanged('another')
    await clock.advance(0)
    expect(asked).toHaveLength(2)
    hubble.orderChanged('o1')
    expect((await outcomeOf(clock, placing)).outcome?.outcome).toBe('succeeded')
    expect(asked).toEqual(['0 POST ', '2 GET /o1', '2.5 GET /o1'])
  })

  test('again at once when the webhook comes while it is being read', async () => {
    let count = 0
    const { clock, asked, hubble } = onVirtualTime(() => {
      count += 1
      if (count === 2) hubble.orderChanged('o1')
      return count === 3 ? done : order('PROCESSING')
    })
    expect((await outcomeOf(clock, hubble.placeOrder(anOrder()))).outcome?.outcome).toBe('succeeded')
    expect(asked).toEqual(['0 POST ', '2 GET /o1', '2 GET /o1'])
  })

  test('on, whatever a read is answered, and not sooner than the vendor asks', async () => {
    const answers = [
      order('PROCESSING'),
      broken,
      absent,
      { status: 429, headers: { 'retry-after': '60' } },
      order('WAITING'),
      done,
    ]
    const { clock, asked, hubble } = onVirtualTime(() => answers.shift())
    expect((await outcomeOf(clock, hubble.placeOrder(anOrder()))).outcome?.outcome).toBe('succeeded')
    expect(asked).toEqual(['0 POST ', '2 GET /o1', '5 GET /o1', '10 GET /o1', '70 GET /o1', '83 GET /o1'])
  })
})

describe('an order that may or may not have been placed', () => {
  test('is looked up twice, with two seconds between, before it is sent again in the same words', async () => {
    const answers = [broken, absent, absent, broken, absent, absent, done]
    const { clock, asked, hubble, transport } = onVirtualTime(() => answers.shift())
    expect((await outcomeOf(clock, hubble.placeOrder(anOrder()))).outcome?.outcome).toBe('succeeded')
    const look = 'GET /by-reference/acme-0001'
    expect(asked).toEqual([
      '0 POST ',
      `0 ${look}`,
      `2 ${look}`,
      '2 POST ',
      `2 ${look}`,
      `4 ${look}`,
      '4 POST ',
    ])
    const bodies = transport.requests.filter(({ method }) => method === 'POST').map(({ body }) => body)
    expect(bodies).toHaveLength(3)
    expect(new Set(bodies).size).toBe(1)
  })

  test('is waited for as long as the vendor asks', async () => {
    const answers = [{ status: 429, headers: { 'retry-after': '40' } }, absent, absent, done]
    const { clock, asked, hubble } = onVirtualTime(() => answers.shift())
    await outcomeOf(clock, hubble.placeOrder(anOrder()))
    const look = 'GET /by-reference/acme-0001'
    expect(asked).toEqual(['0 POST ', `40 ${look}`, `42 ${look}`, '42 POST '])
  })

  test('is unknown when time is up, and stays in the journal', async () => {
    const { clock, hubble, journal } = onVirtualTime(({ method }) =>
      method === 'POST' ? undefined : { status: 500 },
    )
    const { error } = await outcomeOf(clock, hubble.placeOrder(anOrder(), { timeoutMs: 100_000 }))
    expect(error).toMatchObject({
      code: OutcomeUnknownError.code,
      reference: 'acme-0001',
      cause: { status: 500 },
    })
    expect(clock.monotonic()).toBe(100_000)
    expect(await journal.unfinished()).toMatchObject([
      { state: 'open', body: expect.stringContaining('acme-0001') },
    ])
    expect(clock.pendingTimers).toBe(0)
  })

  test('is given 60 seconds to be answered', async () => {
    const { clock, asked, hubble, warnings } = onVirtualTime(({ method }) =>
      method === 'POST' ? undefined : done,
    )
    await outcomeOf(clock, hubble.placeOrder(anOrder()))
    expect(asked).toEqual(['0 POST ', '60 GET /by-reference/acme-0001'])
    expect(warnings).toMatchObject([{ referenceId: 'acme-0001', error: TimeoutError.code }])
  })

  test('is never sent again once the vendor had it, even if it is not found later', async () => {
    const answers = [order('PROCESSING')]
    const { clock, asked, hubble } = onVirtualTime(() => answers.shift() ?? absent)
    await outcomeOf(clock, hubble.placeOrder(anOrder(), { timeoutMs: 60_000 }))
    const { error } = await outcomeOf(clock, hubble.resumeOrder('acme-0001', { timeoutMs: 60_000 }))
    expect(error).toMatchObject({ code: OutcomeUnknownError.code })
    expect(asked.filter((line) => line.includes('POST'))).toHaveLength(1)
  })
})
