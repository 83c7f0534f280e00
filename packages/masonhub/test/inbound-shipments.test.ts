import { InvalidInputError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import type { MasonHub } from '../src/index.ts'
import type { MasonHubFake } from '../src/testing/index.ts'
import { setUp } from './set-up.ts'
import { aLocation, aShipment, someSkus } from './warehouse-fixture.ts'

async function setUpShipments(): Promise<{ fake: MasonHubFake; masonhub: MasonHub; location: string }> {
  const { fake, masonhub } = await setUp()
  await masonhub.skus.create(someSkus(2))
  return { fake, masonhub, location: await aLocation(masonhub) }
}

test('deliveries are announced in requests of ten, and stock is expected from then on', async () => {
  const { fake, masonhub, location } = await setUpShipments()
  const shipments = Array.from({ length: 25 }, (_, index) => aShipment(`SHIPMENT-${index}`, location))
  const { accepted } = await masonhub.inboundShipments.create(shipments)
  expect(accepted).toHaveLength(25)
  expect(fake.requests.filter(({ operation }) => operation === 'inboundShipments.create')).toHaveLength(3)
  expect(fake.stock('SKU-1', 'expected')).toBe(250)
  expect((await masonhub.inboundShipments.list({ cpid: ['PO-77'], limit: 100 })).data).toHaveLength(25)
})

test('thirty go in one request where that is asked for, and no more', async () => {
  const { fake, masonhub, location } = await setUpShipments()
  const shipments = Array.from({ length: 30 }, (_, index) => aShipment(`SHIPMENT-${index}`, location))
  await masonhub.inboundShipments.create(shipments, { chunkSize: 30 })
  expect(fake.requests.filter(({ operation }) => operation === 'inboundShipments.create')).toHaveLength(1)
  const tooMany = masonhub.inboundShipments.create(shipments, { chunkSize: 31 })
  await expect(tooMany).rejects.toThrow(/at most 30 inbound shipments/)
})

test('a changed delivery is replaced whole, with a new version, and what is expected follows', async () => {
  const { fake, masonhub, location } = await setUpShipments()
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location, { comments: 'dock 4' })])
  await masonhub.inboundShipments.change('SHIPMENT-1', {
    line_items: [{ customer_sku_id: 'SKU-1', quantity: 3, box_ids: ['B-1'] }],
  })
  const shipment = (await masonhub.inboundShipments.find(['SHIPMENT-1'])).get('SHIPMENT-1')
  expect(shipment).toMatchObject({
    version: 2,
    comments: 'dock 4',
    line_items: [{ quantity: 3, box_ids: ['B-1'] }],
  })
  expect([fake.stock('SKU-1', 'expected'), fake.stock('SKU-2', 'expected')]).toEqual([3, 0])
})

test('a record without the two references that the contract requires can be changed', async () => {
  const { masonhub, location } = await setUpShipments()
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  const changed = masonhub.inboundShipments.change('SHIPMENT-1', {
    manifest_id: undefined,
    purchase_order_name: undefined,
  })
  await expect(changed).resolves.toMatchObject({ status: 'accepted' })
})

test('one that is received can be neither changed nor withdrawn, and its stock is on the shelf', async () => {
  const { fake, masonhub, location } = await setUpShipments()
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  for (const event of ['onDock', 'receivingStarted', 'receivingCompleted'] as const) {
    await masonhub.dataFactory.inboundShipmentEvent({ customer_identifier: 'SHIPMENT-1', event })
  }
  expect(fake.stock('SKU-1', 'available')).toBe(10)
  expect(fake.stock('SKU-1', 'expected')).toBe(0)
  const shipment = (await masonhub.inboundShipments.find(['SHIPMENT-1'])).get('SHIPMENT-1')
  expect(shipment?.line_items?.[0]).toMatchObject({
    total_quantity_received: 10,
    receiving_details: { available: [{ quantity: 10 }] },
  })
  const { refused } = await masonhub.inboundShipments.delete(['SHIPMENT-1'])
  expect(refused).toMatchObject([{ code: '409', messages: [{ field: 'status' }] }])
  const updated = await masonhub.inboundShipments.update([aShipment('SHIPMENT-1', location)])
  expect(updated.refused).toMatchObject([{ code: '409' }])
})

test('what is received at random keeps the ledger whole', async () => {
  const { fake, masonhub } = await setUp({ seed: 11 })
  await masonhub.skus.create(someSkus(2))
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', await aLocation(masonhub))])
  await masonhub.dataFactory.inboundShipmentEvent({
    customer_identifier: 'SHIPMENT-1',
    event: 'receivingCompleted',
    randomize_receipt_qty: true,
    randomize_inventory_statuses: true,
  })
  const line = fake.inboundShipments.get('SHIPMENT-1')?.line_items[0]
  const [stock] = (await masonhub.inventory.list({ cid: ['SKU-1'] })).data
  expect(fake.stock('SKU-1', 'expected')).toBe(0)
  expect(stock?.total_units).toBe(line?.total_quantity_received)
})

describe('a withdrawn delivery', () => {
  test('is shown as deleted, its stock is no longer expected, and its identifier is free again', async () => {
    const { fake, masonhub, location } = await setUpShipments()
    await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
    await masonhub.inboundShipments.delete(['SHIPMENT-1'])
    expect((await masonhub.inboundShipments.list({ status: 'deleted' })).data).toMatchObject([
      { customer_identifier: 'SHIPMENT-1', status: 'deleted' },
    ])
    expect(fake.stock('SKU-1', 'expected')).toBe(0)

    const again = await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
    expect(again.accepted).toMatchObject([{ alreadyExisted: false }])
    expect((await masonhub.inboundShipments.find(['SHIPMENT-1'])).get('SHIPMENT-1')?.status).toBe('open')
  })

  test('whose answer was lost is found gone, and not called missing', async () => {
    const { fake, masonhub, location } = await setUpShipments()
    await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
    fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'inboundShipments.delete', times: 1 })
    const { accepted } = await masonhub.inboundShipments.delete(['SHIPMENT-1'])
    expect(accepted).toMatchObject([{ identifier: 'SHIPMENT-1' }])
    const sent = fake.requests.filter(({ operation }) => operation === 'inboundShipments.delete')
    expect(sent).toHaveLength(1)
  })

  test('whose record is a deleted one is created again when the answer to the creation is lost', async () => {
    const { fake, masonhub, location } = await setUpShipments()
    await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
    await masonhub.inboundShipments.delete(['SHIPMENT-1'])
    fake.faults.add({ fault: { kind: 'drop-before' }, operation: 'inboundShipments.create', times: 1 })
    await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
    expect(fake.inboundShipments.get('SHIPMENT-1')).toMatchObject({ status: 'open' })
  })
})

test('a change sends numbers back as text, also in lines', async () => {
  const { fake, masonhub, location } = await setUpShipments()
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  const odd = { tracking_number: 1_234_567_890, box_ids: [1, 2] }
  const line_items = [{ customer_sku_id: 'SKU-1', quantity: '2', box_ids: [1] }]
  const body = { data: [{ ...aShipment('SHIPMENT-1', location), ...odd, line_items }] }
  fake.faults.add({
    fault: { kind: 'answer', answer: { status: 200, body } },
    operation: 'inboundShipments.list',
  })
  await masonhub.inboundShipments.change('SHIPMENT-1', { comments: 'late' })
  expect(fake.inboundShipments.get('SHIPMENT-1')).toMatchObject({
    comments: 'late',
    tracking_number: '1234567890',
    box_ids: ['1', '2'],
    line_items: [{ customer_sku_id: 'SKU-1', quantity: 2, box_ids: ['1'] }],
  })
})

test('an update whose answer was lost is sent again', async () => {
  const { fake, masonhub, location } = await setUpShipments()
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'inboundShipments.update', times: 1 })
  const { accepted } = await masonhub.inboundShipments.update([
    aShipment('SHIPMENT-1', location, { comments: 'late' }),
  ])
  expect(accepted).toHaveLength(1)
  expect(fake.inboundShipments.get('SHIPMENT-1')).toMatchObject({ comments: 'late', version: 3 })
})

test('an update whose answer was lost, and that is refused by then, may have been made', async () => {
  const { fake, masonhub, location } = await setUpShipments()
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  fake.faults.add({ fault: { kind: 'drop-after' }, operation: 'inboundShipments.update', times: 1 })
  const messages = [{ field_name: 'status', errors: ['409: must be in open status to be updated'] }]
  const body = { results: [{ customer_identifier: 'SHIPMENT-1', status: 'failure', messages }] }
  fake.faults.add({
    fault: { kind: 'answer', answer: { status: 200, body } },
    operation: 'inboundShipments.update',
    times: 1,
  })
  const { unknown } = await masonhub.inboundShipments.update([aShipment('SHIPMENT-1', location)])
  expect(unknown).toMatchObject([{ identifier: 'SHIPMENT-1', sent: 'maybe' }])
})

test('a SKU and a warehouse that are not there are refused, each by its field', async () => {
  const { masonhub } = await setUpShipments()
  const line_items = [{ customer_sku_id: 'GONE', quantity: 1 }]
  const { refused } = await masonhub.inboundShipments.create([
    aShipment('SHIPMENT-1', 'nowhere', { line_items }),
  ])
  expect(refused[0]?.messages.map(({ field, code }) => [field, code])).toEqual([
    ['inventory_location_id', '303'],
    ['line_items.0.customer_sku_id', '303'],
  ])
})

test('what is not valid is not sent', async () => {
  const { fake, masonhub } = await setUp()
  const shipment = aShipment('SHIPMENT-1', 'somewhere', { line_items: [] })
  await expect(masonhub.inboundShipments.create([shipment])).rejects.toThrow(InvalidInputError)
  await expect(masonhub.inboundShipments.list({ status: '' })).resolves.toMatchObject({ data: [] })
  expect(fake.requests).toHaveLength(1)
})

test('a summary counts what came once the delivery is received', async () => {
  const { masonhub, location } = await setUpShipments()
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  const summary = async () => (await masonhub.inboundShipments.list({ list_type: 'summary' })).data[0]
  expect(await summary()).toMatchObject({ status: 'open', total_quantity: 15, total_quantity_received: 0 })
  const event = 'receivingCompleted'
  await masonhub.dataFactory.inboundShipmentEvent({ customer_identifier: 'SHIPMENT-1', event })
  expect(await summary()).toMatchObject({ status: 'received', total_quantity_received: 15 })
})
