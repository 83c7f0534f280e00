import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { inboundShipmentOperations } from '../src/inbound-shipments/inbound-shipment-operations.ts'
import { inventoryOperations } from '../src/inventory/inventory-operations.ts'
import { rmaOperations } from '../src/returns/rma-operations.ts'
import { skuOperations } from '../src/skus/sku-operations.ts'
import type { MasonHubDialect } from '../src/testing/index.ts'
import { setUp } from './set-up.ts'
import { aLocation, aReturn, aShipment, aSku, someSkus } from './warehouse-fixture.ts'

/** A row in the words of the contract's schema, and of its examples and the guides. */
interface Spelling {
  readonly schema: object
  readonly examples: object
}

const identifier = fc.string({ minLength: 5, maxLength: 12 })
const units = fc.nat(500)

const counts = fc.record({ sku_id: fc.uuid(), customer_identifier: identifier, total_units: units })
const skuRow: fc.Arbitrary<Spelling> = fc
  .record({ id: fc.uuid(), customer_identifier: identifier, counts, note: fc.string({ minLength: 1 }) })
  .map(({ id, customer_identifier, counts: inventory_counts, note }) => ({
    schema: { id, customer_identifier, inventory_counts, special_shipping_instructions: note },
    examples: { id, customer_identifier, inventory_totals: inventory_counts, special_instructions: note },
  }))

const shipmentRow: fc.Arbitrary<Spelling> = fc
  .record({
    id: fc.uuid(),
    customer_identifier: identifier,
    shipper: fc.string({ minLength: 1 }),
    cost: units,
  })
  .map(({ id, customer_identifier, shipper, cost }) => ({
    schema: {
      id,
      customer_identifier,
      status: 'in-receiving',
      shipper_name: shipper,
      total_cost_received: cost,
    },
    examples: { id, customer_identifier, status: 'IN_RECEIVING', shipper, total_received_cost: `${cost}` },
  }))

const rmaRow: fc.Arbitrary<Spelling> = fc
  .record({
    id: fc.uuid(),
    customer_identifier: identifier,
    what: fc.string({ minLength: 1 }),
    at: fc.string(),
  })
  .map(({ id, customer_identifier, what, at }) => ({
    schema: { id, customer_identifier, status: 'received', customer_instructions: what, received_at: at },
    examples: { id, customer_identifier, status: 'Received', customer_instruction: what, processed_at: at },
  }))

const stockRow: fc.Arbitrary<Spelling> = fc
  .record({ sku_id: fc.uuid(), customer_identifier: identifier, quantity: units })
  .map(({ sku_id, customer_identifier, quantity }) => ({
    schema: {
      sku_id,
      customer_identifier,
      status_counts: [{ inventory_status: 'quality-control', quantity }],
    },
    examples: {
      sku_id,
      customer_identifier,
      status_counts: [{ inventory_status: 'qualityControl', quantity: `${quantity}` }],
    },
  }))

const locationRow: fc.Arbitrary<Spelling> = fc
  .record({ id: fc.uuid(), short_code: fc.string() })
  .map((row) => ({ schema: row, examples: row }))

const lists = [
  ['skus', skuOperations.list.response, skuRow],
  ['inbound_shipments', inboundShipmentOperations.list.response, shipmentRow],
  ['rmas', rmaOperations.list.response, rmaRow],
  ['sku_snapshots', inventoryOperations.list.response, stockRow],
  ['inventory_locations', inventoryOperations.locations.response, locationRow],
] as const

/** Every form that a list comes in. */
function formsOf(name: string, rows: readonly object[]): unknown[] {
  const echo = { limit: 30, offset: 0, list_type: 'detail', search_criteria: { cids: null, status: null } }
  return [
    rows,
    { data: rows },
    { ...echo, data: rows },
    { total_count: rows.length, limit: 30, offset: 0, [name]: rows },
    ...(rows.length === 1 ? [{ ...echo, data: rows[0] }, rows[0]] : []),
    ...(rows.length === 0 ? [null, { ...echo, data: null }] : []),
  ]
}

/** What both spellings say; the names of the other one are passed on beside it. */
function meaning(data: readonly object[]): unknown[] {
  const aside = [
    'special_instructions',
    'shipper',
    'total_received_cost',
    'customer_instruction',
    'processed_at',
  ]
  return data.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([key, value]) => !aside.includes(key) && value !== undefined),
    ),
  )
}

describe.each(lists)('a list of %s', (name, response, row) => {
  test('says the same in every form and spelling', () => {
    const same = fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
      const spelled = [rows.map(({ schema }) => schema), rows.map(({ examples }) => examples)]
      const [first, ...others] = spelled
        .flatMap((some) => formsOf(name, some))
        .map((form) => meaning(response?.parse(form).data ?? []))
      for (const other of others) expect(other).toEqual(first)
      expect(first).toHaveLength(rows.length)
    })
    fc.assert(same, { numRuns: 200, seed: 7 })
  })
})

describe('the client says the same in every dialect of the vendor', () => {
  const forms: MasonHubDialect[] = (['envelope', 'bare', 'named'] as const).flatMap((list) =>
    (['object', 'array', 'bare'] as const).map((write, index) => ({
      list,
      write,
      messages: (['fields', 'texts', 'map'] as const)[index] ?? 'fields',
      itemStatus: index === 1 ? ('capital' as const) : ('lower' as const),
      link: index === 2 ? ('uri' as const) : ('url' as const),
    })),
  )

  test.each(forms)('$list lists, $write answers, $messages', async (dialect) => {
    const { masonhub } = await setUp({ dialect })
    const created = await masonhub.skus.create([
      ...someSkus(3),
      aSku('SKU-4', { customer_bar_code: 'BAR-SKU-1' }),
    ])
    expect(created.accepted).toHaveLength(3)
    expect(created.refused).toMatchObject([{ identifier: 'SKU-4', code: '301' }])
    expect(created.accepted.every(({ url }) => url?.includes('/skus?cid=SKU-'))).toBe(true)
    await masonhub.dataFactory.createAvailable({ sku_id: created.accepted[0]?.id ?? '', quantity: 3 })

    const location = await aLocation(masonhub)
    await masonhub.inboundShipments.create([aShipment('SHIPMENT-1', location)])
    await masonhub.returns.create([aReturn('RETURN-1')])
    const rows = await Promise.all([
      masonhub.skus.list(),
      masonhub.inventory.list(),
      masonhub.inventory.locations(),
      masonhub.inboundShipments.list(),
      masonhub.returns.list(),
    ])
    expect(rows.map(({ data }) => data.length)).toEqual([3, 3, 2, 1, 1])
    expect(rows[1].data[0]).toMatchObject({ total_available_to_sell: 3, customer_identifier: 'SKU-1' })
    expect(rows[4].data[0]?.return_label_url).toMatch(/return-labels/)
    expect((await masonhub.inboundShipments.delete(['SHIPMENT-1', 'SHIPMENT-2'])).outcomes).toMatchObject([
      { status: 'accepted' },
      { status: 'refused', code: '303' },
    ])
  })
})
