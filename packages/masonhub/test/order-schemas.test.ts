import { describe, expect, expectTypeOf, test } from 'vitest'

import type { Order, OrderInput, OrderStatus } from '../src/index.ts'
import { orderInput } from '../src/orders/order-input.ts'
import { order } from '../src/orders/order.ts'
import { anOrder } from './order-fixture.ts'

function problemsOf(changes: object): string[] {
  const { error } = orderInput.safeParse({ ...anOrder('ORDER-1'), ...changes })
  return (error?.issues ?? []).map(({ path }) => path.join('.'))
}

describe('an order that is sent', () => {
  test('gets the defaults of the contract', () => {
    expect(orderInput.parse(anOrder('ORDER-1'))).toMatchObject({
      order_type: 'customer',
      shipping_provider: 'masonhub',
    })
  })

  test('may have dates as Date', () => {
    const sent = orderInput.parse(anOrder('ORDER-1', { submitted_at: new Date(0) }))
    expect(sent.submitted_at).toBe('1970-01-01T00:00:00.000Z')
  })

  const wrong: [string, object, string][] = [
    ['an id of 4 characters', { customer_identifier: 'A123' }, 'customer_identifier'],
    ['an id of 251 characters', { customer_identifier: 'A'.repeat(251) }, 'customer_identifier'],
    ['an id that could not be looked up', { customer_identifier: 'A,12345' }, 'customer_identifier'],
    ['a name of 151 characters', { shipping_address_name: 'A'.repeat(151) }, 'shipping_address_name'],
    ['no street', { shipping_address_street_line_one: undefined }, 'shipping_address_street_line_one'],
    [
      'a street of 4 characters',
      { shipping_address_street_line_one: '12 A' },
      'shipping_address_street_line_one',
    ],
    [
      'a postal code of 11 characters',
      { shipping_address_postal_code: '12345678901' },
      'shipping_address_postal_code',
    ],
    ['a phone of 9 digits', { shipping_address_phone_number: '123456789' }, 'shipping_address_phone_number'],
    ['a priority of 0', { priority: 0 }, 'priority'],
    ['an order type that does not exist', { order_type: 'gift' }, 'order_type'],
    ['a gift message of 501 characters', { gift_message: 'A'.repeat(501) }, 'gift_message'],
    ['a date without a zone', { submitted_at: '2026-03-01T04:12:09' }, 'submitted_at'],
    ['no lines', { line_items: [] }, 'line_items'],
    ['half a piece', { line_items: [{ sku_customer_id: 'A', quantity: 0.5 }] }, 'line_items.0.quantity'],
    ['an unknown key', { shiping_address_name: 'A' }, ''],
    ['manual routing to nowhere', { routing_policy: 'ManualRouting' }, 'forced_inventory_location_id'],
  ]
  test.each(wrong)('is refused with %s', (_, changes, path) => {
    expect(problemsOf(changes)).toContain(path)
  })

  test.each([
    ['a service level of the account', { shipper_service_level: 'droneToBalcony' }],
    ['a provider of the account', { shipping_provider: 'rate_shop' }],
    ['any meta data', { meta_data: { shop: { id: 7 } } }],
    ['both names of the packing slip', { packing_slip_order_id: '#1', packing_slip_order_id_override: '#1' }],
  ])('is taken with %s', (_, changes) => {
    expect(problemsOf(changes)).toEqual([])
  })

  test('is checked by the compiler, too', () => {
    expectTypeOf<OrderInput['shipper_service_level']>().toExtend<string>()
    expectTypeOf<Pick<OrderInput, 'customer_identifier'>>().toEqualTypeOf<{ customer_identifier: string }>()
    // @ts-expect-error a misspelt key
    anOrder('ORDER-1', { gift_mesage: 'hello' })
    // @ts-expect-error an order type that does not exist
    anOrder('ORDER-1', { order_type: 'gift' })
  })
})

describe('an order that is received', () => {
  test('needs nothing but its identifier', () => {
    expect(order.parse({ customer_identifier: 'ORDER-1' })).toEqual({ customer_identifier: 'ORDER-1' })
    expect(order.safeParse({ id: 'i-1' }).success).toBe(false)
  })

  test('keeps what is not known', () => {
    expect(order.parse({ customer_identifier: 'ORDER-1', scac: 'X', feedback: {} })).toMatchObject({
      scac: 'X',
      feedback: {},
    })
  })

  test('is not stopped by fields that are not what they should be', () => {
    const received = order.parse({
      customer_identifier: 1001,
      id: null,
      status: 7,
      total_price: '12.50',
      priority: 'high',
      shipments: [null, { tracking_number: 'T-1', shipment_line_items: 'none' }],
      shorts: null,
    })
    expect(received).toMatchObject({ customer_identifier: '1001', id: null, total_price: 12.5, shorts: null })
    expect(received.status).toBeUndefined()
    expect(received.priority).toBeUndefined()
    expect(received.shipments).toMatchObject([{ tracking_number: 'T-1' }])
  })

  test.each([
    ['at_warehouse', 'atWarehouse'],
    ['atWarehouse', 'atWarehouse'],
    ['At-Warehouse', 'atWarehouse'],
    ['IN_PROCESS', 'inProcess'],
    ['partially_in_transit', 'partiallyInTransit'],
    ['Canceled', 'canceled'],
    ['on_hold', 'on_hold'],
  ])('has its status %s as %s', (status, expected) => {
    expect(order.parse({ customer_identifier: 'ORDER-1', status }).status).toBe(expected)
  })

  test('has the service level of a shipment under one name', () => {
    const shipments = [{ shipping_service_level: 'ground' }, { shipper_service_level: 'priority' }]
    const received = order.parse({ customer_identifier: 'ORDER-1', shipments })
    expect(received.shipments?.map((one) => one.shipper_service_level)).toEqual(['ground', 'priority'])
  })

  test('offers the known words to an editor, and takes others', () => {
    expectTypeOf<'fulfilled'>().toExtend<OrderStatus>()
    expectTypeOf<string>().toExtend<OrderStatus>()
    expectTypeOf<Order['status']>().toEqualTypeOf<OrderStatus | null | undefined>()
    expectTypeOf<Order['customer_identifier']>().toEqualTypeOf<string>()
    expectTypeOf<{ customer_identifier: string }>().toExtend<Order>()
  })
})
