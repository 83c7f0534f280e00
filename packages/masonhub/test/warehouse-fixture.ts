import type { InboundShipmentInput, MasonHub, RmaInput, SkuInput } from '../src/index.ts'

/** A SKU that MasonHub takes. */
export function aSku(customerIdentifier: string, changes: Partial<SkuInput> = {}): SkuInput {
  return {
    customer_identifier: customerIdentifier,
    customer_bar_code: `BAR-${customerIdentifier}`,
    vendor_style: 'MUG',
    brand_name: 'Kiln & Co',
    product_name: 'Mug',
    product_category: 'kitchen',
    product_sub_category: 'cups',
    product_description: 'A mug for hot drinks',
    vendor_brand_code: 'KILN',
    customer_brand_code: 'KILN',
    dim_weight: 12.5,
    dim_length: 4,
    dim_width: 4,
    dim_height: 5,
    dim_volume: 80,
    ...changes,
  }
}

/** `SKU-1` to `SKU-n`. */
export function someSkus(count: number): SkuInput[] {
  return Array.from({ length: count }, (_, index) => aSku(`SKU-${index + 1}`))
}

/** The id of a warehouse of the fake's. */
export async function aLocation(masonhub: MasonHub): Promise<string> {
  const { data } = await masonhub.inventory.locations()
  return data[0]?.id ?? ''
}

/** A delivery of two SKUs that MasonHub takes, once it has `SKU-1` and `SKU-2`. */
export function aShipment(
  customerIdentifier: string,
  inventoryLocationId: string,
  changes: Partial<InboundShipmentInput> = {},
): InboundShipmentInput {
  return {
    customer_identifier: customerIdentifier,
    customer_purchase_order_id: 'PO-77',
    manifest_id: 'M-1',
    purchase_order_name: 'Spring',
    inventory_location_id: inventoryLocationId,
    shipper_name: 'Potters United',
    expected_arrival_date: '2026-04-01T08:00:00Z',
    line_items: [
      { customer_sku_id: 'SKU-1', quantity: 10 },
      { customer_sku_id: 'SKU-2', quantity: 5 },
    ],
    ...changes,
  }
}

/** A return with a label that MasonHub takes, once it has `SKU-1`. */
export function aReturn(customerIdentifier: string, changes: Partial<RmaInput> = {}): RmaInput {
  return {
    customer_identifier: customerIdentifier,
    return_type: 'rma_submitted_by_customer',
    customer_address_name: 'Dana Webb',
    customer_address_street_line_one: '1 Elm Street',
    customer_address_city: 'Austin',
    customer_address_state: 'TX',
    customer_address_postal_code: '73301',
    customer_address_country_code: 'US',
    line_items: [{ customer_sku_id: 'SKU-1', quantity: 4, return_reason_code: 'tooBig' }],
    ...changes,
  }
}
