import { AbortedError, ClosedError, OutcomeUnknownError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createHubble, createMemoryOrderJournal } from '../src/index.ts'
import { anOrder } from './support/an-order.ts'
import { done, onVirtualTime, order, outcomeOf, voucher } from './support/on-virtual-time.ts'
import { scriptedTransport } from './support/scripted-transport.ts'

describe('waiting for an order ends', () => {
  test("with the caller's signal, in an error that has its reason and what resuming needs", async () => {
    const { clock, hubble, journal } = onVirtualTime(() => order('PROCESSING'))
    const controller = new AbortController()
    const placing = outcomeOf(clock, hubble.placeOrder(anOrder(), { signal: controller.signal }))
    await clock.advance(1_000)
    controller.abort('enough')
    expect((await placing).error).toMatchObject({
      code: OutcomeUnknownError.code,
      reference: 'acme-0001',
      cause: { code: AbortedError.code, reason: 'enough' },
      calls: [{ operation: 'orders.create', attempts: [{ status: 200 }] }],
    })
    expect(await journal.unfinished()).toMatchObject([{ state: 'processing' }])
    expect(clock.pendingTimers).toBe(0)
  })

  test('with the signal while the order is being sent', async () => {
    const { clock, hubble, journal } = onVirtualTime(() => undefined)
    const controller = new AbortController()
    const placing = outcomeOf(clock, hubble.placeOrder(anOrder(), { signal: controller.signal }))
    await clock.advance(0)
    controller.abort('enough')
    expect((await placing).error).toMatchObject({
      code: OutcomeUnknownError.code,
      cause: { code: AbortedError.code, reason: 'enough' },
    })
    expect(await journal.unfinished()).toMatchObject([{ state: 'open' }])
  })

  test('before it began, if the signal fired before', async () => {
    const { clock, hubble, journal, asked } = onVirtualTime(() => done)
    const { error } = await outcomeOf(
      clock,
      hubble.placeOrder(anOrder(), { signal: AbortSignal.abort('no') }),
    )
    expect(error).toMatchObject({ code: AbortedError.code, reason: 'no' })
    expect(await journal.find('acme-0001')).toBeUndefined()
    expect(asked).toEqual([])
  })

  test('with the signal of the one who waits his turn, and of nobody else', async () => {
    const { clock, asked, hubble } = onVirtualTime(({ method }) =>
      order(method === 'POST' ? 'PROCESSING' : 'FAILED'),
    )
    const controller = new AbortController()
    const first = hubble.placeOrder(anOrder())
    const second = outcomeOf(clock, hubble.placeOrder(anOrder(), { signal: controller.signal }))
    controller.abort('enough')
    expect((await second).error).toMatchObject({ code: AbortedError.code, reason: 'enough' })
    expect((await outcomeOf(clock, first)).outcome?.outcome).toBe('failed')
    expect(asked).toEqual(['0 POST ', '2 GET /o1'])
  })

  test('in time only if it is given time', async () => {
    const { hubble, asked } = onVirtualTime(() => done)
    for (const timeoutMs of [0, -1, Number.NaN]) {
      await expect(hubble.placeOrder(anOrder(), { timeoutMs })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    }
    expect(asked).toEqual([])
  })

  test('with the client', async () => {
    const { clock, hubble, journal } = onVirtualTime(() => order('PROCESSING'))
    const placing = outcomeOf(clock, hubble.placeOrder(anOrder()))
    await clock.advance(1_000)
    await hubble.close()
    expect((await placing).error).toMatchObject({
      code: OutcomeUnknownError.code,
      cause: { code: ClosedError.code },
    })
    expect(
      (await outcomeOf(clock, hubble.placeOrder(anOrder({ referenceId: 'later' })))).error,
    ).toMatchObject({ code: ClosedError.code })
    expect(await journal.find('later')).toBeUndefined()
  })
})

test('vouchers that are not what was ordered are reported, and all of them returned', async () => {
  const { clock, hubble, warnings } = onVirtualTime(() => order('SUCCESS', [voucher('100.5'), voucher(1000)]))
  const { outcome } = await outcomeOf(clock, hubble.placeOrder(anOrder()))
  const mismatch = { ordered: { quantity: 3, amount: 1200 }, received: { quantity: 2, amount: 1100.5 } }
  expect(outcome).toMatchObject({
    outcome: 'succeeded',
    mismatch,
    vouchers: [{ amount: 100.5 }, { amount: 1000 }],
  })
  expect(warnings).toMatchObject([{ referenceId: 'acme-0001', ...mismatch }])
})

test('a journal that fails after the order was made does not cost the vouchers', async () => {
  const journal = { ...createMemoryOrderJournal(), record: () => Promise.reject(new Error('disk full')) }
  const transport = scriptedTransport(() => done)
  const auth = { clientId: 'acme', clientSecret: 's3cret' }
  const hubble = createHubble({ environment: 'staging', auth, transport, journal })
  expect(await hubble.placeOrder(anOrder())).toMatchObject({ outcome: 'succeeded' })
  expect(await journal.unfinished()).toMatchObject([{ state: 'open' }])
})

test('a journal that cannot remember the order keeps it from being sent', async () => {
  const journal = { ...createMemoryOrderJournal(), begin: () => Promise.reject(new Error('disk full')) }
  const transport = scriptedTransport(() => done)
  const auth = { clientId: 'acme', clientSecret: 's3cret' }
  const ordering = { checks: 'off' } as const
  const hubble = createHubble({ environment: 'staging', auth, transport, journal, ordering })
  await expect(hubble.placeOrder(anOrder())).rejects.toThrow('disk full')
  expect(transport.requests).toEqual([])
})
