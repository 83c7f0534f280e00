import { InvalidInputError } from '@tenon/core'
import { describe, expect, test } from 'vitest'

import { orders } from './order-fixture.ts'
import { startReceiver, type Receiver } from './receiver.ts'
import { setUp } from './set-up.ts'
import { aSku } from './warehouse-fixture.ts'

const statuses = ({ received }: Receiver): unknown[] =>
  received.map(({ body }) => (body as { data: { status: string }[] }).data[0]?.status)

describe('holds', () => {
  test('keep messages back until they are released, in the order in which they happened', async () => {
    const { fake, masonhub } = await setUp()
    const receiver = await startReceiver()
    await masonhub.callbacks.register([
      { message_type: 'orderEvent', url: receiver.url, token: 'hook-token' },
    ])
    await masonhub.orders.create(orders(1))
    ;(await masonhub.callbacks.hold(['orderEvent', 'rmaEvent'])).orThrow()
    const { data } = await masonhub.callbacks.holds()
    expect(data.map(({ message_type }) => message_type)).toEqual(['orderEvent', 'rmaEvent'])
    fake.advance('ORDER-1', 'atWarehouse')
    fake.advance('ORDER-1', 'packed')
    expect(receiver.received).toEqual([])
    ;(await masonhub.callbacks.release(['orderEvent'])).orThrow()
    await expect.poll(() => statuses(receiver)).toEqual(['atWarehouse', 'packed'])
    fake.ship('ORDER-1')
    await expect.poll(() => statuses(receiver)).toEqual(['atWarehouse', 'packed', 'fulfilled'])
    expect((await masonhub.callbacks.holds()).data).toMatchObject([{ message_type: 'rmaEvent' }])
  })

  test('of stock come down to the latest count of each SKU', async () => {
    const { masonhub } = await setUp()
    const receiver = await startReceiver()
    const skus = (await masonhub.skus.create([aSku('MUG-BLUE'), aSku('MUG-RED')])).orThrow()
    const [blue = '', red = ''] = skus.map(({ id }) => id)
    await masonhub.callbacks.register([{ message_type: 'skuInventoryChange', url: receiver.url }])
    await masonhub.callbacks.hold(['skuInventoryChange'])
    await masonhub.dataFactory.createAvailable({ sku_id: blue, quantity: 5 })
    await masonhub.dataFactory.createAvailable({ sku_id: blue, quantity: 2 })
    await masonhub.dataFactory.createAvailable({ sku_id: red, quantity: 1 })
    await masonhub.callbacks.release(['skuInventoryChange'])
    const totals = (): unknown =>
      Object.fromEntries(
        receiver.received.map(({ body }) => {
          const [change] = (body as { data: { customer_identifier: string; total_units: number }[] }).data
          return [change?.customer_identifier, change?.total_units]
        }),
      )
    await expect.poll(totals).toEqual({ 'MUG-BLUE': 7, 'MUG-RED': 1 })
    expect(receiver.received).toHaveLength(2)
  })

  test('cannot be put on snapshotReady: here before it is sent, there by the vendor', async () => {
    const { fake, masonhub } = await setUp()
    await expect(masonhub.callbacks.hold(['snapshotReady' as never])).rejects.toThrow(InvalidInputError)
    expect(fake.requests).toEqual([])
    const answer = await fetch(`${fake.url}/acme/api/v1/callback_holds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fake.issueToken()}` },
      body: JSON.stringify(['snapshotReady', 'orderEvent']),
    })
    expect(await answer.json()).toMatchObject({ records_failed: 1, records_succeeded: 1 })
    expect(fake.holds.size).toBe(1)
  })

  test.each(['drop-before', 'drop-after', 'malformed'] as const)('are settled after a %s', async (kind) => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: { kind }, operation: 'callbacks.hold', times: 1 })
    expect((await masonhub.callbacks.hold(['orderEvent'])).orThrow()).toHaveLength(1)
    expect(fake.holds.size).toBe(1)
    fake.faults.add({ fault: { kind }, operation: 'callbacks.release', times: 1 })
    expect((await masonhub.callbacks.release(['orderEvent'])).orThrow()).toHaveLength(1)
    expect(fake.holds.size).toBe(0)
  })

  test('are read as the guides show them, too: plain words under their own key', async () => {
    const { fake, masonhub } = await setUp()
    fake.faults.add({ fault: { kind: 'answer', answer: { status: 200, body: { holds: ['orderEvent'] } } } })
    expect((await masonhub.callbacks.holds()).data).toEqual([{ message_type: 'orderEvent' }])
  })
})
