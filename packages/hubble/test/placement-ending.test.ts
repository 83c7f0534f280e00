import { AbortedError, ClosedError, OutcomeUnknownError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createHubble, createMemoryOrderJournal } from '../src/index.ts'
import { buildIntent } from '../src/orders/build-intent.ts'
import { anOrder } from './support/an-order.ts'
import { absent, done, onVirtualTime, order, outcomeOf, voucher } from './support/on-virtual-time.ts'
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

  test('with what resuming needs, if the signal fired before, but the order was placed before that', async () => {
    const { clock, hubble, asked } = onVirtualTime(() => done)
    await hubble.placeOrder(anOrder())
    const options = { signal: AbortSignal.abort('no') }
    for (const again of [
      () => hubble.placeOrder(anOrder(), options),
      () => hubble.resumeOrder('acme-0001', options),
    ]) {
      expect((await outcomeOf(clock, again())).error).toMatchObject({
        code: OutcomeUnknownError.code,
        reference: 'acme-0001',
        cause: { code: AbortedError.code },
      })
    }
    expect(asked).toEqual(['0 POST '])
  })

  test('with the signal of the one who waits his turn, and of nobody else', async () => {
    const { clock, asked, hubble } = onVirtualTime(({ method }) =>
      order(method === 'POST' ? 'PROCESSING' : 'FAILED'),
    )
    const controller = new AbortController()
    const first = hubble.placeOrder(anOrder())
    const second = outcomeOf(clock, hubble.placeOrder(anOrder(), { signal: controller.signal }))
    controller.abort('enough')
    // It is under way all the same: "nothing was sent" would be an invitation to order again.
    expect((await second).error).toMatchObject({
      code: OutcomeUnknownError.code,
      reference: 'acme-0001',
      cause: { code: AbortedError.code, reason: 'enough' },
    })
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

test.each([
  ['no amount', { amount: null }, 200],
  ['an amount that is none', { amount: 'a lot' }, 200],
  ['no kind', { cardType: null }, 1200],
  ['a PIN that is a number', { cardPin: 1234 }, 1200],
  ['a day that is a number', { validTill: 20_301_231 }, 1200],
])('a voucher with %s is not withheld', async (_, changes, amount) => {
  const { clock, hubble } = onVirtualTime(() =>
    order('SUCCESS', [voucher(100), voucher(100), { ...voucher(1000), ...changes }]),
  )
  const { outcome } = await outcomeOf(clock, hubble.placeOrder(anOrder()))
  const vouchers = outcome?.outcome === 'succeeded' ? outcome.vouchers : []
  expect(vouchers.map(({ cardPin }) => cardPin?.reveal())).toEqual(['1234', '1234', '1234'])
  expect(vouchers.reduce((sum, each) => sum + (each.amount ?? 0), 0)).toBe(amount)
  expect('mismatch' in (outcome ?? {})).toBe(amount !== 1200)
})

test('a number that has lost digits is not taken for a PIN', async () => {
  const { clock, hubble } = onVirtualTime(() =>
    order('SUCCESS', [{ ...voucher(1200), cardPin: 12_345_678_901_234_567_000 }]),
  )
  expect((await outcomeOf(clock, hubble.placeOrder(anOrder()))).error).toMatchObject({
    code: OutcomeUnknownError.code,
  })
})

test('a journal that cannot note a refusal leaves the order to be resumed', async () => {
  const journal = { ...createMemoryOrderJournal(), record: () => Promise.reject(new Error('disk full')) }
  const refusal = { status: 400, body: { id: 'E300', code: 'INSUFFICIENT_BALANCE', message: 'too low' } }
  const transport = scriptedTransport(({ method }) => (method === 'POST' ? refusal : absent))
  const auth = { clientId: 'acme', clientSecret: 's3cret' }
  const ordering = { checks: 'off' } as const
  const hubble = createHubble({ environment: 'staging', auth, transport, journal, ordering })
  const error = await hubble.placeOrder(anOrder()).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: OutcomeUnknownError.code, cause: { message: 'disk full' } })
  expect(await journal.unfinished()).toMatchObject([{ state: 'open' }])
})

test('an order that another process was refused meanwhile is not sent behind its back', async () => {
  const { clock, asked, hubble, journal } = onVirtualTime(({ method }) => (method === 'POST' ? done : absent))
  const account = { account: 'staging/acme', partnerType: 'b2b' } as const
  await journal.begin(buildIntent(anOrder(), account))
  const placing = outcomeOf(clock, hubble.placeOrder(anOrder()))
  await clock.advance(1_000)
  await journal.record('acme-0001', { state: 'rejected' })
  expect((await placing).error).toMatchObject({ code: 'INVALID_INPUT' })
  expect(asked.filter((line) => line.includes('POST'))).toEqual([])
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
