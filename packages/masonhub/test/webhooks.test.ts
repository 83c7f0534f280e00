import { describe, expect, expectTypeOf, test } from 'vitest'

import { masonhubWebhooks, parseOrderEvents, type MasonHubMessage, type OrderEvent } from '../src/index.ts'

const URL_OF_HOOK = new URL('https://shop.example/hooks/masonhub')
const read = (body: unknown): readonly MasonHubMessage[] => masonhubWebhooks.read(body, URL_OF_HOOK)

/** The contract's schema: the small form. */
const SMALL = {
  callback_url: 'https://shop.example/hooks/masonhub',
  message_type: 'orderEvent',
  message_id: 'm-1',
  data: [
    {
      order_id: 'o-1',
      customer_identifier: 'ORDER-1',
      status: 'at_warehouse',
      shipments: [{ shipment_id: 's-1', shipping_service_level: 'ground', tracking_number: 'T-1' }],
      shorts: null,
    },
  ],
}

/** The contract's example: the whole order. */
const FULL = {
  ...SMALL,
  message_id: 'm-2',
  data: [
    {
      id: 'o-1',
      customer_identifier: 'ORDER-1',
      status: 'completed',
      substatus: 'fulfilled',
      fulfillments: [{ id: 'f-1', status: 'fulfilled' }],
      shipments: [{ id: null, shipper_service_level: 'priority', tracking_number: 'T-1', carton_id: 'C-1' }],
      updated_at: '2026-03-01T04:12:09.123456789Z',
    },
  ],
}

test('a delivery proves itself by its token, in the header or in the body', () => {
  expect(masonhubWebhooks).toMatchObject({
    provider: 'masonhub',
    verification: { kind: 'token', header: 'authorization', prefix: 'Bearer ', bodyField: 'token' },
  })
})

describe('an order event', () => {
  test('in the small form is an order with order_id', () => {
    expect(read(SMALL)).toMatchObject([
      {
        type: 'orderEvent',
        id: 'm-1',
        orderKey: 'order:ORDER-1',
        data: [
          {
            order_id: 'o-1',
            status: 'atWarehouse',
            shipments: [{ shipper_service_level: 'ground' }],
            shorts: null,
          },
        ],
      },
    ])
  })

  test('in the full form is an order with order_id', () => {
    expect(read(FULL)).toMatchObject([
      {
        id: 'm-2',
        data: [
          {
            order_id: 'o-1',
            substatus: 'fulfilled',
            shipments: [{ id: null, shipper_service_level: 'priority', carton_id: 'C-1' }],
          },
        ],
      },
    ])
  })

  test('may come in a list of envelopes, with several orders in one', () => {
    const several = { ...SMALL, data: [...SMALL.data, { customer_identifier: 'ORDER-2', status: 'open' }] }
    const messages = read([several, FULL])
    expect(messages.map(({ id }) => id)).toEqual(['m-1', 'm-2'])
    expect(messages[0]?.data).toHaveLength(2)
  })

  test('may have one order in place of a list', () => {
    expect(read({ ...SMALL, data: SMALL.data[0] })).toMatchObject([{ data: [{ order_id: 'o-1' }] }])
  })

  test('is typed once its type is known', () => {
    for (const message of read(SMALL)) {
      if (message.type !== 'orderEvent') continue
      expectTypeOf(message.data).toEqualTypeOf<readonly OrderEvent[]>()
      expect(message.data[0]?.status).toBe('atWarehouse')
    }
  })

  test('is typed again after it was stored', () => {
    for (const body of [SMALL, FULL]) {
      const [message] = read(body)
      const stored = JSON.parse(JSON.stringify(message)) as { type: string; data: unknown }
      expect(parseOrderEvents(stored)).toEqual(message?.data)
    }
    expect(parseOrderEvents({ type: 'rmaEvent', data: [] })).toBeUndefined()
    expect(parseOrderEvents({ type: 'orderEvent', data: 7 })).toBeUndefined()
  })
})

describe('another message', () => {
  test.each([
    'skuInventoryChange',
    'orderUpdateResolution',
    'orderCancelResolution',
    'inboundShipmentEvent',
    'rmaEvent',
  ])('%s comes with its data as it is', (type) => {
    const data = [{ customer_identifier: 'A-1' }]
    expect(read({ message_type: type, message_id: 'm-3', data })).toEqual([{ type, id: 'm-3', data }])
  })

  test('snapshotReady has an object, and may be written with a capital letter', () => {
    const data = { snapshot_id: 's-1', download_url: 'https://app.masonhub.co/x' }
    expect(read({ message_type: 'SnapshotReady', message_id: 'm-4', data })).toEqual([
      { type: 'snapshotReady', id: 'm-4', data },
    ])
  })
})

describe('what is not recognised is kept as unparsed', () => {
  test.each([
    ['an unknown type', { message_type: 'orderShipped', message_id: 'm-5', data: [] }, 'm-5'],
    ['no type', { message_id: 'm-6', data: [] }, 'm-6'],
    ['no data', { message_type: 'orderEvent', message_id: 'm-7' }, 'm-7'],
    ['an order event without orders', { message_type: 'orderEvent', message_id: 'm-8', data: [] }, 'm-8'],
    [
      'an order event without identifier',
      { message_type: 'orderEvent', message_id: 'm-9', data: [{}] },
      'm-9',
    ],
    ['an id that is no text', { message_type: 'x', message_id: 7 }, undefined],
    ['null', null, undefined],
    ['text', 'hello', undefined],
    ['a list in a list', [[]], undefined],
  ])('%s', (_, body, id) => {
    const [message] = read(body)
    expect(message?.type).toBe('unparsed')
    expect(message?.id).toBe(id)
    expect(message?.data).toEqual(Array.isArray(body) ? body[0] : body)
  })

  test('however deep it is', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as object
    expect(read(deep)[0]?.type).toBe('unparsed')
    const order = { customer_identifier: 'ORDER-1', meta_data: deep, shipments: [deep] }
    expect(read({ ...SMALL, data: [order] })[0]?.type).toBe('orderEvent')
  })
})
