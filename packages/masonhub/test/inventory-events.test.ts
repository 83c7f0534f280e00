import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import {
  createMasonHub,
  masonhubWebhooks,
  type CallbackInput,
  type MasonHub,
  type MasonHubMessage,
} from '../src/index.ts'
import { startMasonHubFake, type MasonHubFake } from '../src/testing/index.ts'
import { startReceiver } from './receiver.ts'
import { setUp } from './set-up.ts'
import { aLocation, aReturn, aShipment, someSkus } from './warehouse-fixture.ts'

type Registration = Pick<CallbackInput, 'message_type' | 'api_version'>

/** What the warehouse tells a receiver that is registered for these types, once there are two SKUs. */
async function setUpEvents(...registrations: Registration[]): Promise<{
  fake: MasonHubFake
  masonhub: MasonHub
  messages: (count: number) => Promise<readonly MasonHubMessage[]>
}> {
  const { fake, masonhub } = await setUp()
  const receiver = await startReceiver()
  await masonhub.skus.create(someSkus(2))
  for (const registration of registrations) {
    await masonhub.callbacks.register([{ ...registration, url: receiver.url }])
  }
  async function messages(count: number): Promise<readonly MasonHubMessage[]> {
    await expect.poll(() => receiver.received.length).toBe(count)
    return receiver.received.flatMap(({ body }) => masonhubWebhooks.read(body, new URL(receiver.url)))
  }
  return { fake, masonhub, messages }
}

describe('every change of stock is told as the whole state of the SKU', () => {
  test('by each step of a delivery', async () => {
    const { masonhub, messages } = await setUpEvents({ message_type: 'skuInventoryChange' })
    const line_items = [{ customer_sku_id: 'SKU-1', quantity: 10 }]
    await masonhub.inboundShipments.create([
      aShipment('SHIPMENT-1', await aLocation(masonhub), { line_items }),
    ])
    await masonhub.inboundShipments.change('SHIPMENT-1', {
      line_items: [{ customer_sku_id: 'SKU-1', quantity: 4 }],
    })
    const event = 'receivingCompleted'
    await masonhub.dataFactory.inboundShipmentEvent({ customer_identifier: 'SHIPMENT-1', event })
    const states = (await messages(3)).map((message) =>
      message.type === 'skuInventoryChange'
        ? message.data[0]?.status_counts?.map(
            ({ inventory_status, quantity }) => `${inventory_status} ${quantity}`,
          )
        : message.type,
    )
    expect(states).toEqual(expect.arrayContaining([['expected 10'], ['expected 4'], ['available 4']]))
  })

  test('once for a SKU, however often it stands in a delivery, and once for each other', async () => {
    const { masonhub, messages } = await setUpEvents({ message_type: 'skuInventoryChange' })
    const line = { customer_sku_id: 'SKU-1', quantity: 2 }
    const line_items = [line, line, { ...line, customer_sku_id: 'SKU-2' }]
    await masonhub.inboundShipments.create([
      aShipment('SHIPMENT-1', await aLocation(masonhub), { line_items }),
    ])
    const told = (await messages(2)).map((message) =>
      message.type === 'skuInventoryChange' ? message.data[0]?.customer_identifier : message.type,
    )
    expect(new Set(told)).toEqual(new Set(['SKU-1', 'SKU-2']))
  })

  test('while it is held back only as the last state', async () => {
    const { masonhub, messages } = await setUpEvents({ message_type: 'skuInventoryChange' })
    await masonhub.callbacks.hold(['skuInventoryChange'])
    const [sku] = (await masonhub.skus.list({ cid: ['SKU-1'] })).data
    for (let round = 0; round < 3; round += 1) {
      await masonhub.dataFactory.createAvailable({ sku_id: sku?.id ?? '', quantity: 5 })
    }
    await masonhub.callbacks.release(['skuInventoryChange'])
    expect(await messages(1)).toMatchObject([{ data: [{ total_available_to_sell: 15 }] }])
  })
})

test('each step of a delivery is told, the last one with what came', async () => {
  const { masonhub, messages } = await setUpEvents({ message_type: 'inboundShipmentEvent' })
  await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', await aLocation(masonhub))])
  for (const event of ['onDock', 'receivingStarted', 'receivingCompleted'] as const) {
    await masonhub.dataFactory.inboundShipmentEvent({ customer_identifier: 'SHIPMENT-1', event })
  }
  const told = await messages(3)
  expect(told.map(({ type }) => type)).toEqual(Array(3).fill('inboundShipmentEvent'))
  expect(told.flatMap(({ data }) => data)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ customer_identifier: 'SHIPMENT-1', status: 'onDock' }),
      expect.objectContaining({
        status: 'receivingCompleted',
        details: expect.objectContaining({
          line_items: [
            expect.objectContaining({ total_quantity_received: 10 }),
            expect.objectContaining({ total_quantity_received: 5 }),
          ],
        }),
      }),
    ]),
  )
})

test.each([
  ['1.0', { event: 'received', return_type: 'rma_submitted_by_customer' }],
  ['2.0', { event: 'received', details: { return_type: 'rma_submitted_by_customer' } }],
] as const)('a return that was received is told in version %s', async (api_version, expected) => {
  const { masonhub, messages } = await setUpEvents({ message_type: 'rmaEvent', api_version })
  await masonhub.returns.create([aReturn('RETURN-1')])
  await masonhub.dataFactory.rmaEvent([
    { customer_identifier: 'RETURN-1', event: 'inTransit' },
    { customer_identifier: 'RETURN-1', event: 'receiveFull' },
  ])
  const events = (await messages(2)).flatMap(({ type, data }) => (type === 'rmaEvent' ? data : []))
  expect(events).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ api_version, customer_identifier: 'RETURN-1', event: 'inTransit' }),
    ]),
  )
  expect(events.find(({ event }) => event === 'received')).toMatchObject({ ...expected, api_version })
})

test('a fake that is opened again has its stock, its records and what identifies them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'masonhub-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const booksFile = join(folder, 'books')
  const first = await startMasonHubFake({ booksFile })
  await using before = createMasonHub(first.clientOptions())
  const [sku] = (await before.skus.create(someSkus(2))).orThrow()
  await before.dataFactory.createAvailable({ sku_id: sku?.id ?? '', quantity: 6 })
  const location = await aLocation(before)
  await before.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  await before.inboundShipments.delete(['SHIPMENT-1'])
  await first.close()

  const { fake, masonhub } = await setUp({ booksFile })
  expect(fake.stock('SKU-1', 'available')).toBe(6)
  expect((await masonhub.skus.create(someSkus(1))).accepted).toMatchObject([{ alreadyExisted: true }])
  const again = await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
  expect(again.accepted).toMatchObject([{ alreadyExisted: false }])
})
