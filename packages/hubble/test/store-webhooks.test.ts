import { inspect } from 'node:util'

import { describe, expect, test } from 'vitest'

import { hubbleWebhooks, type HubbleMessage } from '../src/index.ts'
import { setUp } from './support/set-up.ts'
import { startReceiver } from './support/start-receiver.ts'

const CARD = '6042780000001234'
const PIN = '908172'

const purchase = {
  transactionReferenceId: 'T-1',
  partnerCoinTransactionId: 'C-1',
  partnerCoinReversalTransactionId: null,
  amount: 500,
  discountAmount: 25,
  timestamp: '2025-03-01T10:00:00',
  userId: 'user-1',
  brandName: 'Tea House',
  orderStatus: 'COMPLETED',
  vouchers: [
    {
      id: 'V-1',
      brandId: 'B-1',
      brandName: 'Tea House',
      cardType: 'CARD_NUMBER_SECURED',
      cardNumber: CARD,
      cardPin: PIN,
      validTill: '2026-03-01',
      amount: 500,
      shareImageUrl: null,
      brandRetailModes: ['ONLINE', 'a mode of tomorrow'],
    },
  ],
}

function read(body: unknown, path = '/hubble'): HubbleMessage {
  const [message] = hubbleWebhooks.read(body, new URL(path, 'https://shop.example'))
  if (message === undefined) throw new Error('nothing was read')
  return message
}

describe('a purchase in the store', () => {
  test('is told by its shape, its vouchers with it, and known again by transaction and status', () => {
    const message = read(purchase)
    expect(message).toMatchObject({
      type: 'store-transaction',
      id: 'store-transaction:T-1:COMPLETED',
      orderKey: 'store-transaction:T-1',
      data: { amount: 500, userId: 'user-1', vouchers: [{ id: 'V-1', validTill: '2026-03-01' }] },
    })
    const [voucher] = message.type === 'store-transaction' ? message.data.vouchers : []
    expect([voucher?.cardNumber?.reveal(), voucher?.cardPin?.reveal()]).toEqual([CARD, PIN])
    expect(read({ ...purchase, orderStatus: 'REVERSED', vouchers: [] })).toMatchObject({
      id: 'store-transaction:T-1:REVERSED',
      data: { vouchers: [] },
    })
  })

  test('is read in the spelling of the oldest edition, which has no status', () => {
    const { orderStatus: _, vouchers, ...rest } = purchase
    const old = {
      ...rest,
      amount: '500.00',
      discountAmount: '25',
      vouchers: [{ ...vouchers[0], amount: '500' }],
    }
    const message = read(old)
    expect(message).toMatchObject({
      type: 'store-transaction',
      data: { amount: 500, discountAmount: 25, orderStatus: null, vouchers: [{ amount: 500 }] },
    })
    expect(message).not.toHaveProperty('id')
  })

  test('shows no card number and no PIN where it is kept or printed', () => {
    const message = read(purchase)
    for (const shown of [JSON.stringify(message), inspect(message, { depth: 9 })]) {
      expect(shown).not.toContain(CARD)
      expect(shown).not.toContain(PIN)
    }
  })
})

describe('the store’s catalogue', () => {
  test.each(['USER_DISCOUNT_UPDATED', 'NEW_BRAND_CREATED', 'BRAND_DISABLED', 'AN_EVENT_OF_TOMORROW'])(
    '%s',
    (event) => {
      expect(read({ event, details: { id: 'B-1', name: 'Tea House', discountPercentage: '5' } })).toEqual({
        type: 'store-brand',
        orderKey: 'store-brand:B-1',
        data: { event, brandId: 'B-1', name: 'Tea House', discountPercentage: 5 },
      })
    },
  )

  test('shares one URL with the purchases', () => {
    expect(read(purchase, '/hooks/store')).toMatchObject({ type: 'store-transaction' })
    expect(read({ event: 'BRAND_DISABLED', details: { id: 'B-1' } }, '/hooks/store/')).toMatchObject({
      type: 'store-brand',
      data: { name: null, discountPercentage: null },
    })
    expect(read({ balance: 1, threshold: 2 }, '/hooks/store')).toMatchObject({ type: 'wallet' })
  })
})

test('what is not recognised is kept without its card numbers, however deep they are', () => {
  const strange = { what: [{ cards: { cardNumber: CARD, CardPin: Number(PIN), note: 'kept' } }] }
  const message = read(strange)
  expect(message.type).toBe('unparsed')
  expect(JSON.parse(JSON.stringify(message.data))).toEqual({
    what: [{ cards: { cardNumber: '[redacted]', CardPin: '[redacted]', note: 'kept' } }],
  })
})

test('the fake sends them signed, to their own URL', async () => {
  const { fake } = await setUp()
  const { received, url } = await startReceiver(() => fake.webhookSecret)
  fake.settings.webhooks = { store: `${url}/store`, discount: `${url}/discounts` }
  fake.tell('store', purchase)
  fake.tell('discount', { brandId: 'B-1', subventionPercentage: 4.5, validFrom: '2025-03-01' })
  await fake.close()
  expect(new Set(received.map(({ path, isSigned }) => `${path} ${isSigned}`))).toEqual(
    new Set(['/discounts true', '/store true']),
  )
  const store = received.find(({ path }) => path === '/store')
  expect(read(JSON.parse(store?.body ?? ''), '/store')).toMatchObject({ type: 'store-transaction' })
})
