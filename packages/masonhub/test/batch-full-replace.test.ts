import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { InboundShipmentInput, RmaInput, SkuInput } from '../src/index.ts'
import { setUp } from './set-up.ts'
import { aLocation, someSkus } from './warehouse-fixture.ts'

/*
 * MasonHub's updates replace a record whole: what is left out is lost. A change of nothing must therefore leave every
 * record as it was, whatever it has in it.
 */

const numRuns = Number(process.env['TENON_ROUND_TRIPS'] ?? 60)

const text = (minLength: number, maxLength: number) => fc.string({ minLength, maxLength })
const name = (index: number, kind: string) => `${kind}-NUMBER-${index}`
const amount = fc.double({ min: 0, max: 1e6, noNaN: true })
const units = fc.integer({ min: 1, max: 500 })
const moment = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const sku = fc.record(
  {
    vendor_bar_code: fc.constantFrom(null),
    vendor_style: text(1, 40),
    pick_style: fc.constantFrom('FIFO', 'FEFO', 'LIFO'),
    image_url: fc.webUrl(),
    customer_color: text(1, 100),
    vendor_color: text(1, 100),
    size: text(1, 20),
    vendor_size: text(1, 20),
    ormd: fc.boolean(),
    lot_controlled: fc.boolean(),
    unit_cost: amount,
    price: amount,
    is_kit: fc.boolean(),
    kit_skus: fc.array(fc.record({ customer_identifier: text(2, 100), quantity: units }), { maxLength: 3 }),
    country_of_origin: text(1, 4),
    commodity_code: text(1, 10),
    special_shipping_instructions: text(1, 300),
    value_added_service_code: text(1, 20),
    expiration_date: moment,
    brand_name: text(2, 100),
    product_name: text(2, 150),
    product_category: text(1, 100),
    product_sub_category: text(1, 100),
    product_description: text(5, 250),
    vendor_brand_code: text(1, 100),
    customer_brand_code: text(1, 100),
    dim_weight: amount,
    dim_length: amount,
    dim_width: amount,
    dim_height: amount,
    dim_volume: amount,
  },
  {
    requiredKeys: [
      'brand_name',
      'product_name',
      'product_category',
      'product_sub_category',
      'product_description',
      'vendor_brand_code',
      'customer_brand_code',
      'dim_weight',
      'dim_length',
      'dim_width',
      'dim_height',
      'dim_volume',
    ],
  },
)

const boxes = fc.array(text(1, 20), { maxLength: 3 })

const shipment = fc.record(
  {
    customer_purchase_order_id: text(1, 250),
    manifest_id: text(1, 20),
    purchase_order_name: text(1, 20),
    inbound_shipment_category: text(1, 20),
    carrier_information: fc.record(
      {
        name: text(2, 100),
        type: fc.constantFrom('LTL', 'TL', 'Parcel', 'Sea'),
        contact_name: text(2, 100),
        street_line_one: text(5, 100),
        street_line_three: text(5, 100),
        city: text(2, 100),
        country: text(2, 40),
        postal_code: text(5, 10),
        phone_number: text(10, 15),
        driver_name: text(2, 50),
        driver_phone: text(10, 15),
      },
      { requiredKeys: [] },
    ),
    tracking_number: text(1, 50),
    tracking_url: fc.webUrl(),
    box_ids: boxes,
    shipper_name: text(2, 150),
    shipper_city: text(2, 100),
    shipper_locale: text(2, 10),
    shipper_country: text(2, 2),
    expected_arrival_date: moment,
    special_instructions: text(1, 300),
    comments: text(1, 250),
    line_items: fc.array(
      fc.record(
        { customer_sku_id: fc.constantFrom('SKU-1', 'SKU-2'), quantity: units, box_ids: boxes },
        { requiredKeys: ['customer_sku_id', 'quantity'] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
  },
  {
    requiredKeys: [
      'customer_purchase_order_id',
      'manifest_id',
      'purchase_order_name',
      'shipper_name',
      'expected_arrival_date',
      'line_items',
    ],
  },
)

const rma = fc.record(
  {
    manifest_id: text(1, 20),
    return_type: fc.constantFrom('returned_to_sender', 'rma_submitted_by_customer'),
    customer_address_name: text(1, 30),
    customer_address_street_line_one: text(1, 40),
    customer_address_street_line_two: text(1, 40),
    customer_address_city: text(1, 30),
    customer_address_state: text(1, 2),
    customer_address_postal_code: text(1, 20),
    customer_address_country_code: fc.constant('US'),
    customer_instructions: text(1, 250),
    line_items: fc.array(
      fc.record(
        {
          customer_order_id: text(2, 100),
          customer_sku_id: fc.constantFrom('SKU-1', 'SKU-2'),
          quantity: units,
          return_reason_code: fc.constantFrom('tooBig', 'wrongItem', 'other'),
          return_notes: text(2, 50),
          return_inventory_status: fc.constantFrom('available', 'damaged', 'quarantine'),
          quantity_received: fc.nat(9),
          not_on_original_rma: fc.boolean(),
          receiving_details: fc.dictionary(
            fc.constantFrom('available', 'damaged'),
            fc.array(fc.record({ notes: text(1, 9), quantity: fc.nat(9), more: text(1, 9) }), {
              maxLength: 2,
            }),
          ),
        },
        { requiredKeys: ['customer_sku_id', 'quantity', 'return_reason_code'] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
  },
  {
    requiredKeys: [
      'return_type',
      'line_items',
      'customer_address_name',
      'customer_address_street_line_one',
      'customer_address_city',
      'customer_address_state',
      'customer_address_postal_code',
      'customer_address_country_code',
    ],
  },
)

/** What a change may not touch. Null and nothing are one to the vendor. */
function content(record: object | undefined): object {
  const told = Object.entries(record ?? {}).filter(([, value]) => value !== null && value !== undefined)
  const { updated_at: _, version: __, ...rest } = Object.fromEntries(told)
  return rest
}

test('a change of nothing leaves a SKU as it was', { timeout: 60_000 }, async () => {
  const { fake, masonhub } = await setUp()
  let count = 0
  const unchanged = fc.asyncProperty(sku, async (fields) => {
    const identifier = name((count += 1), 'SKU')
    const input = { ...fields, customer_identifier: identifier, customer_bar_code: `BAR-${count}` }
    ;(await masonhub.skus.create([input as SkuInput])).orThrow()
    const before = content(fake.skus.get(identifier))
    await masonhub.skus.change(identifier, {})
    expect(content(fake.skus.get(identifier))).toEqual(before)
  })
  await fc.assert(unchanged, { numRuns, seed: 7 })
})

test('a change of nothing leaves an inbound shipment as it was', { timeout: 60_000 }, async () => {
  const { fake, masonhub } = await setUp()
  await masonhub.skus.create(someSkus(2))
  const inventory_location_id = await aLocation(masonhub)
  let count = 0
  const unchanged = fc.asyncProperty(shipment, async (fields) => {
    const customer_identifier = name((count += 1), 'SHIPMENT')
    const input = { ...fields, customer_identifier, inventory_location_id }
    ;(await masonhub.inboundShipments.create([input as InboundShipmentInput])).orThrow()
    const before = content(fake.inboundShipments.get(customer_identifier))
    await masonhub.inboundShipments.change(customer_identifier, {})
    expect(content(fake.inboundShipments.get(customer_identifier))).toEqual(before)
  })
  await fc.assert(unchanged, { numRuns, seed: 7 })
})

test('a change of nothing leaves a return as it was, with its label', { timeout: 60_000 }, async () => {
  const { fake, masonhub } = await setUp()
  await masonhub.skus.create(someSkus(2))
  let count = 0
  const unchanged = fc.asyncProperty(rma, fc.boolean(), async (fields, generate_return_label) => {
    const customer_identifier = name((count += 1), 'RETURN')
    const parcel = generate_return_label ? {} : { generate_return_label, package_id: `PARCEL-${count}` }
    ;(await masonhub.returns.create([{ ...fields, ...parcel, customer_identifier } as RmaInput])).orThrow()
    const before = content(fake.returns.get(customer_identifier))
    await masonhub.returns.change(customer_identifier, {})
    expect(content(fake.returns.get(customer_identifier))).toEqual(before)
  })
  await fc.assert(unchanged, { numRuns, seed: 7 })
})
