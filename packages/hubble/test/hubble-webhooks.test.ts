import { createHmac } from 'node:crypto'

import { describe, expect, expectTypeOf, test } from 'vitest'

import { hubbleWebhooks, type HubbleMessage } from '../src/index.ts'

const url = new URL('https://example.com/hubble/webhooks')
const at = (path: string) => new URL(path, url)

function read(body: unknown, from = url): HubbleMessage {
  const messages = hubbleWebhooks.read(body, from)
  expect(messages).toHaveLength(1)
  return messages[0] as HubbleMessage
}

describe('the signature is the base64 of HMAC-SHA256 over the raw body', () => {
  test.each([
    ['hubble-test-secret', '{"balance":75,"threshold":200}', 'o4JBlpu3wx3Wt/5ks78PDkOZJIPWGnRlG3yV5PC/nR8='],
    [
      'hubble-test-secret',
      '{"balance": 75, "threshold": 200}',
      'kQRZQkZJTRuW4xIpntj1nFFk4fJb+qpZothlKYEY2NE=',
    ],
    [
      'hubble-test-secret',
      '{"id":"01J0ORDER00000000000000001","status":"SUCCESS"}',
      '17Vv6OSMbHuaZx9AzfbEyqP0XaRZWcJyGeTVEiYV7xw=',
    ],
    ['clé-₹', '{"note":"₹ 500 – café"}', '8EO2L9+/mvy5eunZT8kiryFPIunUJi7BTbSzgqRtxUw='],
    ['hubble-test-secret', '', '6GV3JmWm3tXdg2SP/Q5sW1qOkMGh7zkfMOPjzaUbzEQ='],
  ])('%s %s', (secret, body, signature) => {
    const { verification } = hubbleWebhooks
    expect(verification).toEqual({ kind: 'hmac-sha256', header: 'x-verify', encoding: 'base64' })
    expect(createHmac('sha256', secret).update(body).digest('base64')).toBe(signature)
  })
})

describe('without a hint, a message is told by its shape', () => {
  test('an order, with its id in either field', () => {
    const message = {
      type: 'order',
      id: 'order:o1:SUCCESS',
      orderKey: 'order:o1',
      data: { orderId: 'o1', status: 'SUCCESS' },
    }
    expect(read({ id: 'o1', status: 'SUCCESS' })).toEqual(message)
    expect(read({ orderId: 'o1', status: 'SUCCESS' })).toEqual(message)
    expect(read({ orderId: 'o1', id: 'event-7', status: 'SUCCESS' })).toEqual(message)
  })

  test.each(['SUCCESS', 'FAILED', 'PROCESSING', 'CANCELLED', 'REVERSED'])('an order that is %s', (status) => {
    expect(read({ id: 'o1', status })).toMatchObject({ type: 'order', id: `order:o1:${status}` })
  })

  test('a brand, without an id, and with its denominations in one place', () => {
    const body = {
      id: 'p1',
      status: 'INACTIVE',
      denominationType: 'FIXED',
      denominations: [100, '200'],
      amountRestrictions: { minAmount: 50, maxOrderAmount: 1000 },
    }
    expect(read(body)).toMatchObject({
      type: 'brand',
      orderKey: 'brand:p1',
      data: {
        productId: 'p1',
        status: 'INACTIVE',
        amountRestrictions: { denominations: [100, 200], minOrderAmount: 50, maxOrderAmount: 1000 },
      },
    })
    expect(read(body)).not.toHaveProperty('id')
  })

  test('a discount, with an id only where all of its parts are there', () => {
    expect(read({ brandId: 'b1', subventionPercentage: 2.5, validFrom: '2026-01-01' })).toEqual({
      type: 'discount',
      id: 'discount:b1:2026-01-01:2.5',
      orderKey: 'discount:b1',
      data: { productId: 'b1', subventionPercentage: 2.5, validFrom: '2026-01-01' },
    })
    expect(read({ brandId: 'b1' })).not.toHaveProperty('id')
    expect(read({ brandId: 'b1' })).toMatchObject({ type: 'discount' })
  })

  test('the wallet, without an id: the same balance may come back', () => {
    expect(read({ balance: 75, threshold: 200 })).toEqual({
      type: 'wallet',
      orderKey: 'wallet',
      data: { balance: 75, threshold: 200 },
    })
  })

  test.each([
    [null],
    [7],
    ['text'],
    [[]],
    [{}],
    [{ id: 'x', status: 'SHIPPED' }],
    [{ status: 'SUCCESS' }],
    [{ balance: 'low', threshold: 1 }],
    [{ event: 'NEW_BRAND_CREATED', details: {} }],
    [{ transactionReferenceId: 7 }],
    [{ denominationType: 'FIXED' }],
  ])('%j is not recognised, and kept', (body) => {
    expect(read(body)).toEqual({ type: 'unparsed', data: body })
  })
})

describe('the last segment of the path is a hint', () => {
  test('that settles what the shape leaves open', () => {
    expect(read({ id: 'o1', status: 'EXPIRED' }, at('/orders'))).toMatchObject({
      type: 'order',
      id: 'order:o1:EXPIRED',
    })
    expect(read({ id: 'o1', status: 'EXPIRED' }, at('/hubble/orders/?a=1'))).toMatchObject({ type: 'order' })
    expect(read({ id: 'o1', status: 'EXPIRED' }, at('/x'))).toMatchObject({ type: 'unparsed' })
  })

  test('that a body may contradict', () => {
    expect(read({ balance: 1, threshold: 2 }, at('/orders'))).toMatchObject({ type: 'wallet' })
    expect(read({ id: 'o1', status: 'SUCCESS' }, at('/brands'))).toMatchObject({ type: 'order' })
    expect(read({ nothing: 1 }, at('/wallet'))).toMatchObject({ type: 'unparsed' })
  })
})

test('messages are a union by type', () => {
  const message = read({ id: 'o1', status: 'SUCCESS' })
  if (message.type === 'order') expectTypeOf(message.data.orderId).toBeString()
  if (message.type === 'wallet')
    expectTypeOf(message.data).toEqualTypeOf<{ readonly balance: number; readonly threshold: number }>()
  expect.hasAssertions()
})
