import { HttpError, InvalidInputError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createMemoryOrderJournal } from '../src/index.ts'
import { anOrder, productId } from './support/an-order.ts'
import { expectOneCard, timesPosted } from './support/expect-one-card.ts'
import { setUp } from './support/set-up.ts'

describe('an order that the vendor refuses', () => {
  test.each([
    ['E001', anOrder({ productId: 'nothing' })],
    ['E100', anOrder({ productId: productId('Viram') })],
    ['E101', anOrder({ productId: productId('Nishiddh') })],
    ['E102', anOrder({ productId: productId('Purana') })],
    ['E150', anOrder({ amount: 300, denominationDetails: [{ denomination: 150, quantity: 2 }] })],
    ['E154', anOrder({ amount: 600, denominationDetails: [{ denomination: 100, quantity: 6 }] })],
    [
      'E300',
      anOrder({
        productId: productId('Safar'),
        amount: 2e6,
        denominationDetails: [{ denomination: 2e6, quantity: 1 }],
      }),
    ],
  ])('with %s is a typed error, at once, and noted', async (id, order) => {
    const journal = createMemoryOrderJournal()
    const { fake, hubble } = await setUp({}, { journal, ordering: { checks: 'off' } })
    const error = await hubble.placeOrder(order).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: HttpError.code, vendor: { id } })
    expect(fake.requests.map(({ operation }) => operation).slice(0, 2)).toEqual([
      'auth.login',
      'orders.create',
    ])
    expect(timesPosted(fake)).toBe(1)
    expect(fake.requests.filter(({ operation }) => operation === 'orders.getByReference')).toHaveLength(1)
    expect(fake.ledger).toMatchObject({ orders: [], debits: [] })
    expect(await journal.find('acme-0001')).toMatchObject({ state: 'rejected', body: null })
    expect(await journal.unfinished()).toEqual([])
  })

  test('can be placed again, unchanged, when the reason is gone', async () => {
    const { fake, hubble } = await setUp({ balance: 1_000_000 })
    const body = { id: 'E300', code: 'INSUFFICIENT_BALANCE', message: 'too low' }
    fake.faults.add({
      operation: 'orders.create',
      times: 1,
      fault: { kind: 'answer', answer: { status: 400, body } },
    })
    await expect(hubble.placeOrder(anOrder())).rejects.toMatchObject({ vendor: { id: 'E300' } })
    expectOneCard(fake, await hubble.placeOrder(anOrder()))
  })

  test.each(['E102', 'E150', 'E300'])(
    'with %s, for it was made before and the journal is gone, is found',
    async (id) => {
      const { fake, hubble, open } = await setUp({}, { ordering: { checks: 'off' } })
      await hubble.placeOrder(anOrder())
      // Its product went out of the catalogue, or it has emptied the wallet itself.
      const answer = { status: 400, body: { id, code: 'X', message: 'no' } }
      fake.faults.add({ operation: 'orders.create', fault: { kind: 'answer', answer } })
      expectOneCard(fake, await open().placeOrder(anOrder()))
      expect(timesPosted(fake)).toBe(2)
    },
  )

  test('in no documented way is looked up before the refusal is believed', async () => {
    const { fake, hubble } = await setUp()
    const answer = { status: 400, body: { id: 'E777', code: 'NEW', message: 'no' } }
    fake.faults.add({ operation: 'orders.create', fault: { kind: 'answer', answer } })
    await expect(hubble.placeOrder(anOrder())).rejects.toMatchObject({ vendor: { id: 'E777' } })
    expect(timesPosted(fake)).toBe(1)
    expect(fake.requests.filter(({ operation }) => operation === 'orders.getByReference')).toHaveLength(6)
  })
})

describe('nothing is sent of', () => {
  const details = { name: 'A', phoneNumber: '9', email: 'a@example.com' }
  test.each([
    ['an amount that is not the sum', { amount: 1199.99 }, 'amount: must equal the sum'],
    ['an amount of nothing', { amount: 0 }, 'amount: must be more than 0'],
    ['a fraction of a paisa', { amount: 0.001 }, 'amount: must have at most two decimals'],
    ['no denominations', { denominationDetails: [] }, 'denominationDetails: '],
    [
      'half a voucher',
      { denominationDetails: [{ denomination: 1200, quantity: 0.5 }] },
      'denominationDetails.0.quantity: ',
    ],
    [
      'a negative quantity',
      { denominationDetails: [{ denomination: 1200, quantity: -1 }] },
      'denominationDetails.0.quantity: must be at least 1',
    ],
    ['an empty reference', { referenceId: '' }, 'referenceId: '],
    ['a reference of 41 characters', { referenceId: 'x'.repeat(41) }, 'referenceId: '],
    ['a reference that cannot stand in a path', { referenceId: 'a/b' }, 'referenceId: may have letters'],
    ['a reference that climbs a path', { referenceId: '..' }, 'referenceId: cannot stand in a path'],
    [
      'an incomplete customer',
      { customerDetails: { ...details, email: ' ' } },
      'customerDetails.email: must not be empty',
    ],
    ['an unknown field', { couponCode: 'X' }, 'couponCode'],
  ])('%s', async (_, changes, problem) => {
    const journal = createMemoryOrderJournal()
    const { fake, hubble } = await setUp({}, { journal })
    const error = await hubble.placeOrder(anOrder(changes as object)).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: InvalidInputError.code, message: expect.stringContaining(problem) })
    expect(fake.requests).toEqual([])
    expect(await journal.unfinished()).toEqual([])
  })

  test('an order without a customer, for a b2c account', async () => {
    const { fake, hubble } = await setUp({}, { partnerType: 'b2c' })
    await expect(hubble.placeOrder(anOrder())).rejects.toThrow('customerDetails: needed for b2c accounts')
    expect(fake.requests).toEqual([])
    expectOneCard(fake, await hubble.placeOrder(anOrder({ customerDetails: details })))
  })

  test('another order with the same reference', async () => {
    const { fake, hubble } = await setUp()
    await hubble.placeOrder(anOrder())
    const other = anOrder({ amount: 100, denominationDetails: [{ denomination: 100, quantity: 1 }] })
    const error = await hubble.placeOrder(other).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: InvalidInputError.code })
    expect(String(error)).toContain('was used for an order with other details')
    expect(timesPosted(fake)).toBe(1)
  })

  test('the order of another account', async () => {
    const journal = createMemoryOrderJournal()
    const { hubble, open } = await setUp({}, { journal })
    await hubble.placeOrder(anOrder())
    const other = open({ auth: { clientId: 'other', clientSecret: 'x' } })
    await expect(other.placeOrder(anOrder())).rejects.toThrow('another account')
    await expect(other.resumeOrder('acme-0001')).rejects.toThrow('another account')
  })
})
