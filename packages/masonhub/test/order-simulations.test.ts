import { ConfigurationError, InvalidInputError, PartialFailureError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { createMasonHub, masonhubWebhooks } from '../src/index.ts'
import { anOrder, orders } from './order-fixture.ts'
import { startReceiver } from './receiver.ts'
import { setUp } from './set-up.ts'

const TWO_LINES = [
  { sku_customer_id: 'MUG-BLUE', quantity: 3 },
  { sku_customer_id: 'MUG-RED', quantity: 1 },
]

describe('shipping an order', () => {
  test('makes it fulfilled, with one shipment by the defaults of the vendor', async () => {
    const { masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    await masonhub.dataFactory.shipOrder({ order_customer_id: 'ORDER-1', shipper_service_level: 'GROUND' })
    const order = (await masonhub.orders.find(['ORDER-1'])).get('ORDER-1')
    expect(order).toMatchObject({
      status: 'fulfilled',
      shorts: null,
      shipments: [
        {
          status: 'manifested',
          shipping_provider: 'UPS',
          shipper_service_level: 'Ground',
          inventory_location_short_code: 'RC1',
        },
      ],
    })
  })

  test('splits it into shipments, leaves out what is short, and notes serials and lots', async () => {
    const { masonhub } = await setUp()
    await masonhub.orders.create([anOrder('ORDER-1', { line_items: TWO_LINES })])
    const order = (await masonhub.orders.find(['ORDER-1'])).get('ORDER-1')
    await masonhub.dataFactory.shipOrder({
      fulfillment_id: order?.fulfillments?.[0]?.id ?? '',
      order_customer_id: 'another one, which loses',
      number_of_shipments: 9,
      shorts: ['MUG-BLUE', 'MUG-BLUE'],
      include_serial_ids: true,
      include_lot_expiry: true,
    })
    const { shipments, shorts } = (await masonhub.orders.find(['ORDER-1'])).get('ORDER-1') ?? {}
    expect(shorts).toMatchObject([{ sku_customer_id: 'MUG-BLUE', quantity: 2 }])
    expect(shipments?.map((one) => one.shipment_line_items?.[0])).toMatchObject([
      {
        sku_customer_id: 'MUG-BLUE',
        quantity: 1,
        serial_ids: [expect.any(String)],
        lot_expiries_serial_info: [{ quantity: 1 }],
      },
      { sku_customer_id: 'MUG-RED', quantity: 1 },
    ])
  })

  test.each([
    ['an order that is not there', { order_customer_id: 'ORDER-9' }, '303'],
    ['a short that is not on the order', { order_customer_id: 'ORDER-1', shorts: ['MUG-GREEN'] }, '303'],
  ])('is refused for %s', async (_, item, id) => {
    const { masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    const error = await masonhub.dataFactory.shipOrder(item).catch((reason: unknown) => reason)
    expect(PartialFailureError.isInstance(error) && error.vendor?.id).toBe(id)
  })

  test('twice is refused', async () => {
    const { masonhub } = await setUp()
    await masonhub.orders.create(orders(1))
    await masonhub.dataFactory.shipOrder({ order_customer_id: 'ORDER-1' })
    await expect(masonhub.dataFactory.shipOrder({ order_customer_id: 'ORDER-1' })).rejects.toThrow(
      /the order is fulfilled/,
    )
  })
})

test('parcels move the order: in part as long as one is behind', async () => {
  const { fake, masonhub } = await setUp()
  const receiver = await startReceiver()
  await masonhub.callbacks.register([{ message_type: 'orderEvent', url: receiver.url }])
  await masonhub.orders.create([anOrder('ORDER-1', { line_items: TWO_LINES })])
  await masonhub.dataFactory.shipOrder({ order_customer_id: 'ORDER-1', number_of_shipments: 2 })
  const [first = '', second = ''] =
    fake.orders.get('ORDER-1')?.shipments.map((one) => one.tracking_number) ?? []
  const seen: unknown[] = []
  for (const [tracking_number, event] of [
    [first, 'tendered'],
    [second, 'tendered'],
    [first, 'inTransit'],
    [first, 'delivered'],
    [second, 'delivered'],
  ] as const) {
    await masonhub.dataFactory.orderShipment({ tracking_number, event })
    seen.push(fake.orders.get('ORDER-1')?.status)
  }
  expect(seen).toEqual([
    'partiallyTendered',
    'tendered',
    'partiallyInTransit',
    'partiallyDelivered',
    'delivered',
  ])
  await expect(
    masonhub.dataFactory.orderShipment({ tracking_number: first, event: 'tendered' }),
  ).rejects.toThrow(/is delivered/)
  await expect.poll(() => receiver.received.length).toBe(6)
  const events = receiver.received.flatMap(({ body }) => masonhubWebhooks.read(body, new URL(receiver.url)))
  expect(events.every(({ type }) => type === 'orderEvent')).toBe(true)
})

test('what cannot be delivered makes the order undeliverable', async () => {
  const { fake, masonhub } = await setUp()
  await masonhub.orders.create(orders(1))
  fake.ship('ORDER-1')
  const tracking_number = fake.orders.get('ORDER-1')?.shipments[0]?.tracking_number ?? ''
  await masonhub.dataFactory.orderShipment({ tracking_number, event: 'undeliverable' })
  expect(fake.orders.get('ORDER-1')?.status).toBe('undeliverable')
})

test('the path that guides have for it is served by the fake, too', async () => {
  const { fake, masonhub } = await setUp()
  await masonhub.orders.create(orders(1))
  fake.ship('ORDER-1')
  const tracking_number = fake.orders.get('ORDER-1')?.shipments[0]?.tracking_number
  const answer = await fetch(`${fake.url}/acme/api/v1/data_factory/orderShipmentEvent`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fake.issueToken()}` },
    body: JSON.stringify([{ tracking_number, event: 'tendered' }]),
  })
  expect(await answer.json()).toMatchObject({
    records_succeeded: 1,
    results: [{ customer_identifier: 'orderShipment' }],
  })
})

test('a resolution without a pending request is refused', async () => {
  const { masonhub } = await setUp()
  await masonhub.orders.create(orders(1))
  const item = { order_customer_id: 'ORDER-1', resolution: 'success' } as const
  await expect(masonhub.dataFactory.resolveOrderCancel(item)).rejects.toThrow(/no request is pending/)
  await expect(masonhub.dataFactory.resolveOrderUpdate([item])).rejects.toThrow(/no request is pending/)
})

test.each([
  ['counts it beside a result that succeeded', [{ customer_identifier: 'shipOrder', status: 'success' }]],
  ['counts it and lists nothing', []],
])('what the vendor refused is an error where it %s', async (_, results) => {
  const { fake, masonhub } = await setUp()
  const answers = [
    { records_failed: 1, results },
    [
      { records_failed: 0, results },
      { records_failed: '1', results },
    ],
  ]
  for (const body of answers) {
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } }, times: 1 })
    const shipped = masonhub.dataFactory.shipOrder({ order_customer_id: 'ORDER-1' })
    await expect(shipped).rejects.toThrow(/MasonHub refused 1: it does not say why/)
  }
})

test('what is not valid is refused before it is sent', async () => {
  const { fake, masonhub } = await setUp()
  await expect(masonhub.dataFactory.shipOrder({})).rejects.toThrow(InvalidInputError)
  await expect(masonhub.dataFactory.resolveOrderUpdate({ resolution: 'success' })).rejects.toThrow(
    InvalidInputError,
  )
  expect(fake.requests).toEqual([])
})

test('in production every simulator is refused before anything is sent', async () => {
  const { fake } = await setUp()
  await using masonhub = createMasonHub({ ...fake.clientOptions(), environment: 'production' })
  const simulators = Object.entries(masonhub.dataFactory)
  expect(simulators.map(([name]) => name)).toEqual(
    expect.arrayContaining(['shipOrder', 'orderShipment', 'createAvailable', 'rmaEvent']),
  )
  for (const [name, simulate] of simulators) {
    const error = await (simulate as (what: object) => Promise<unknown>)({}).catch(
      (reason: unknown) => reason,
    )
    expect(ConfigurationError.isInstance(error) && error.option).toBe('environment')
    expect(String(error)).toContain(`dataFactory.${name} was not sent: it exists in the sandbox only`)
  }
  expect(fake.requests).toEqual([])
})
