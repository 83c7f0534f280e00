import { describe, expect, test } from 'vitest'

import { orders } from './order-fixture.ts'
import { setUp } from './set-up.ts'

describe('shipments', () => {
  test('are listed, the latest first, page by page', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(7))
    for (const { customer_identifier } of orders(7)) fake.ship(customer_identifier)
    const { data } = await masonhub.shipments.list()
    expect(data).toHaveLength(7)
    expect(data[0]).toMatchObject({ customer_order_id: 'ORDER-7', status: 'manifested' })
    const seen: unknown[] = []
    for await (const shipment of masonhub.shipments.items({ limit: 3 })) seen.push(shipment.customer_order_id)
    expect(seen).toEqual(data.map(({ customer_order_id }) => customer_order_id))
  })

  test('are found by their orders, in requests for 30, with all parcels of each', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(65))
    for (const { customer_identifier } of orders(64)) fake.ship(customer_identifier)
    const found = await masonhub.shipments.findByOrder([
      ...orders(65).map((one) => one.customer_identifier),
      'ORDER-99',
    ])
    expect(found.size).toBe(64)
    expect(found.get('ORDER-64')).toMatchObject([
      { customer_order_id: 'ORDER-64', tracking_number: expect.stringMatching(/^1Z/) },
    ])
    expect(fake.requests.filter(({ operation }) => operation === 'shipments.list')).toHaveLength(3)
  })

  test.each(['00000000-0000-0000-0000-000000000000', '', null])(
    'that all have the id %j are all found',
    async (id) => {
      const { fake, masonhub } = await setUp()
      const row = (order: string, tracking_number: string) => ({
        id,
        customer_order_id: order,
        tracking_number,
      })
      const body = { data: [row('ORDER-1', 'T-1'), row('ORDER-2', 'T-2'), row('ORDER-2', 'T-3')] }
      fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body } } })
      const found = await masonhub.shipments.findByOrder(['ORDER-1', 'ORDER-2'])
      expect([...found.values()].map(({ length }) => length)).toEqual([1, 2])
      for (const list of [masonhub.orders, masonhub.skus, masonhub.inboundShipments, masonhub.returns]) {
        const data = ['RECORD-1', 'RECORD-2'].map((customer_identifier) => ({ id, customer_identifier }))
        fake.faults.clear()
        fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body: { data } } } })
        expect([...(await list.find(['RECORD-1', 'RECORD-2'])).keys()]).toEqual(['RECORD-1', 'RECORD-2'])
      }
    },
  )

  test('are found by time and id', async () => {
    const { fake, masonhub } = await setUp()
    await masonhub.orders.create(orders(2))
    fake.ship('ORDER-1')
    const id = fake.orders.get('ORDER-1')?.shipments[0]?.id ?? ''
    expect((await masonhub.shipments.list({ id: [id] })).data).toHaveLength(1)
    expect((await masonhub.shipments.list({ sdt: new Date(Date.now() + 60_000) })).data).toEqual([])
    expect((await masonhub.shipments.list({ edt: new Date(Date.now() + 60_000) })).data).toHaveLength(1)
  })
})
