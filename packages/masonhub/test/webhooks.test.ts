import type { WebhookMessage } from '@tenon/core'
import { describe, expect, expectTypeOf, test } from 'vitest'

import {
  masonhubWebhooks,
  parseMessage,
  parseOrderEvents,
  type MasonHubMessage,
  type OrderEvent,
} from '../src/index.ts'
import { MESSAGE_SAMPLES } from './message-samples.ts'

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

describe('each type of message', () => {
  test.each([
    [
      'skuInventoryChange',
      { customer_identifier: 'SKU-1', total_units: '3' },
      { total_units: 3 },
      'sku:SKU-1',
    ],
    [
      'orderUpdateResolution',
      { id: 'r-1', customer_order_id: 'ORDER-1', status: 'Failed' },
      { status: 'failure' },
      'order:ORDER-1',
    ],
    [
      'orderCancelResolution',
      { cancel_request_id: 'r-1', customer_identifier: 'ORDER-1' },
      { id: 'r-1', customer_order_id: 'ORDER-1' },
      'order:ORDER-1',
    ],
    [
      'inboundShipmentEvent',
      { customer_identifier: 'ASN-1', ststus: 'receivingComplete' },
      { status: 'receivingCompleted' },
      'inbound-shipment:ASN-1',
    ],
    [
      'rmaEvent',
      { customer_identifier: 'RMA-1', event_type: 'In_Transit' },
      { api_version: '2.0', event: 'inTransit' },
      'rma:RMA-1',
    ],
  ])('%s has its data in one shape', (type, event, expected, orderKey) => {
    expect(read({ message_type: type, message_id: 'm-3', data: [event] })).toMatchObject([
      { type, id: 'm-3', orderKey, data: [expected] },
    ])
    expect(read({ message_type: type, data: event })).toMatchObject([{ type, data: [expected] }])
  })

  test('snapshotReady has an object, and may be written with a capital letter', () => {
    const data = { snapshot_id: 's-1', download_url: 'https://app.masonhub.co/x' }
    const expected = [{ type: 'snapshotReady', id: 'm-4', data }]
    expect(read({ message_type: 'SnapshotReady', message_id: 'm-4', data })).toEqual(expected)
    expect(read({ message_type: 'snapshotReady', message_id: 'm-4', data: [data] })).toEqual(expected)
  })

  test('comes out the same from an inbox that kept it as JSON', () => {
    const samples = Object.values(MESSAGE_SAMPLES).flatMap((sample) => read(sample))
    const stored = samples.map((message) => JSON.parse(JSON.stringify(message)) as WebhookMessage)
    expect(stored.map(parseMessage)).toEqual(samples.map(({ type, data }) => ({ type, data })))
  })
})

describe('a return event', () => {
  const RETURN = {
    id: 'h-1',
    customer_identifier: 'RMA-1',
    status: 'received',
    line_items: [],
    updated_at: '2026-01-01T00:00:00Z',
  }
  const of = (envelope: object) => read({ message_type: 'rmaEvent', message_id: 'm-5', ...envelope })

  test('of version 1.0 is the return itself', () => {
    expect(of({ api_version: '1.0', data: [RETURN] })).toMatchObject([
      {
        data: [
          { api_version: '1.0', event: 'received', as_of: RETURN.updated_at, customer_identifier: 'RMA-1' },
        ],
      },
    ])
  })

  test('of version 2.0 says what happened, and has the return under details', () => {
    const [message] = of({
      api_version: '2.0',
      data: [
        {
          id: 'e-1',
          customer_identifier: 'RMA-1',
          status: 'received',
          as_of: 'now',
          details: { ...RETURN, version: '2' },
        },
      ],
    })
    expect(message).toMatchObject({
      data: [{ api_version: '2.0', event: 'received', details: { version: 2 } }],
    })
  })

  test('has the version of its form where the envelope says something else, and the envelope’s where it could be either', () => {
    const versionOf = (envelope: object): unknown => {
      const [message] = of(envelope)
      return message?.type === 'rmaEvent' ? message.data[0]?.api_version : undefined
    }
    expect(versionOf({ api_version: '2.0', data: [RETURN] })).toBe('1.0')
    expect(versionOf({ api_version: '1.0', data: [{ id: 'e-1', event_type: 'tendered' }] })).toBe('2.0')
    expect(versionOf({ api_version: '2.0', data: [{ id: 'e-1', status: 'received' }] })).toBe('2.0')
    expect(versionOf({ data: [{ id: 'e-1', status: 'received' }] })).toBe('1.0')
  })
})

describe('an event that cannot be read', () => {
  test('keeps no other of its envelope from being read, and has a message of its own', () => {
    const good = { customer_identifier: 'ORDER-1', status: 'open' }
    const messages = read({ ...SMALL, data: [good, { status: 'open' }, 7, good] })
    expect(messages).toMatchObject([
      { type: 'orderEvent', id: 'm-1', data: [{ status: 'open' }, { status: 'open' }] },
      {
        type: 'unparsed',
        id: 'm-1/unparsed',
        data: { message_type: 'orderEvent', data: [{ status: 'open' }, 7] },
      },
    ])
  })

  test('keeps no other envelope from being read', () => {
    expect(read([7, SMALL, { message_type: 'rmaEvent', data: [{}] }]).map(({ type }) => type)).toEqual([
      'unparsed',
      'orderEvent',
      'unparsed',
    ])
  })

  test('is kept without the token of the delivery', () => {
    expect(JSON.stringify(read({ message_type: 'new', token: 'hook-token', data: [] }))).not.toContain('hook')
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
