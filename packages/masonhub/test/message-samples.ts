/*
 * What the vendor's pages show of deliveries, each form once. The contract's samples and schemas first (T1), then what
 * only guides have.
 */

const AT = '2026-03-01T04:12:09.123456789Z'
const URL_OF_HOOK = 'https://shop.example/hooks/masonhub'

function envelope(message_type: string, data: unknown, more: object = {}): object {
  return { callback_url: URL_OF_HOOK, message_type, message_id: `m-${message_type}`, data, ...more }
}

const STOCK = {
  as_of: AT,
  customer_identifier: 'SKU-1',
  sku_id: 'a1',
  total_available_to_sell: 3,
  total_units: 4,
  status_counts: [
    {
      as_of: AT,
      inventory_location_address: '1 Dock Road',
      inventory_location_id: 'b1',
      inventory_status: 'available',
      quantity: 3,
    },
  ],
}
const LEDGER_ENTRY = {
  id: 'l1',
  sku_id: 'a1',
  customer_identifier: 'SKU-1',
  inventory_location_id: 'b1',
  reference_uri: '/orders?id=d1',
  actor_uri: '/users?id=u1',
  event_type: 'allocated',
  quantity: -1,
  occured_at: AT,
}
const SHIPMENT = {
  shipment_id: 'e1',
  shipping_provider: 'UPS',
  tracking_url: 'https://tracking.example/1Z',
  tracking_number: '1Z',
  shipment_date_time: AT,
  shipment_line_items: [{ sku_customer_id: 'SKU-1', quantity: 1 }],
}
const SHORT = { sku_customer_id: 'SKU-2', quantity: 1, reason: 'not found' }
const RESOLUTION = {
  id: 'f1',
  customer_order_id: 'ORDER-1',
  created_at: AT,
  updated_at: AT,
  deleted_at: null,
}
const ASN = {
  id: 'g1',
  customer_identifier: 'ASN-1',
  customer_purchase_order_id: 'PO-1',
  status: 'receivingComplete',
  expected_arrival_date: AT,
  line_items: [
    {
      customer_sku_id: 'SKU-1',
      quantity: 5,
      total_quantity_received: 5,
      not_on_original_shipment: false,
      receiving_details: { available: [{ notes: '', quantity: 5 }] },
    },
  ],
  version: 3,
}
const RETURN = {
  id: 'h1',
  customer_identifier: 'RMA1',
  return_type: 'rma_submitted_by_customer',
  status: 'received',
  received_at: AT,
  line_items: [
    {
      customer_order_id: 'ORDER-1',
      customer_sku_id: 'SKU-1',
      quantity: 1,
      quantity_received: 1,
      return_reason_code: 'tooBig',
      return_inventory_status: 'qc',
      receiving_details: { 'quality-control': [{ notes: 'box open', quantity: 1 }] },
    },
  ],
  version: 2,
  deleted_at: '',
}

export const MESSAGE_SAMPLES: Readonly<Record<string, object>> = {
  'stock, schema': envelope('skuInventoryChange', [STOCK]),
  'stock with its ledger': envelope('skuInventoryChange', [{ ...STOCK, inventory_events: [LEDGER_ENTRY] }]),
  'snapshot, schema': envelope('snapshotReady', {
    snapshot_id: 'c1',
    download_url: 'https://app.masonhub.co/acme/api/v1/snapshot_download/c1.1741000000.json',
    snapshot_type: 'full',
    requested_at: AT,
  }),
  'order, schema': envelope('orderEvent', [
    {
      order_id: 'd1',
      customer_identifier: 'ORDER-1',
      status: 'at_warehouse',
      shipments: [{ ...SHIPMENT, shipping_service_level: 'ground' }],
      shorts: [SHORT],
    },
  ]),
  'order, release note': envelope('orderEvent', [
    {
      order_id: 'd1',
      customer_identifier: 'ORDER-1',
      status: 'fulfilled',
      shipments: [{ ...SHIPMENT, id: null }],
      shorts: null,
    },
  ]),
  'order, example': envelope('orderEvent', [
    {
      id: 'd1',
      customer_identifier: 'ORDER-1',
      status: 'completed',
      substatus: 'fulfilled',
      feedback: {},
      order_localization: {
        id: 'z1',
        country_code: 'BR',
        tax_id_value: '1',
        purpose: 'customs',
        tax_id_title: 'CPF',
      },
      line_items: [
        {
          sku_customer_id: 'SKU-1',
          quantity: 1,
          duites: 0,
          pick_from: [{ match_type: 'purchase_order', match_value: ['PO-1'], match_style: 'hard' }],
        },
      ],
      fulfillments: [{ id: 'i1', status: 'fulfilled', warehouse_id: 1 }],
      shipments: [
        { ...SHIPMENT, id: null, status: 'manifested', shipper_service_level: 'ground', carton_id: null },
      ],
      updated_at: AT,
    },
  ]),
  'update, schema': envelope('orderUpdateResolution', [{ ...RESOLUTION, status: 'success' }]),
  'update that failed': envelope('orderUpdateResolution', [
    { ...RESOLUTION, status: 'failure', reason: 'packed' },
  ]),
  'cancel, schema': envelope('orderCancelResolution', [{ ...RESOLUTION, status: 'success' }]),
  'delivery, schema': envelope('inboundShipmentEvent', [
    { id: 'k1', customer_identifier: 'ASN-1', ststus: 'onDock', as_of: AT },
  ]),
  'delivery, example': envelope('inboundShipmentEvent', [
    { id: 'g1', customer_identifier: 'ASN-1', status: 'receivingCompleted', as_of: AT, details: ASN },
  ]),
  'return, version 1.0': envelope('rmaEvent', [RETURN], { api_version: '1.0' }),
  'return, carrier event of 2.0': envelope(
    'rmaEvent',
    [{ id: 'h2', customer_identifier: 'RMA1', event_type: 'tendered', as_of: AT }],
    { api_version: '2.0' },
  ),
  'return, receipt of 2.0': envelope(
    'rmaEvent',
    [
      {
        id: 'h3',
        customer_identifier: null,
        status: 'received',
        as_of: AT,
        details: {
          ...RETURN,
          version: '2',
          generate_return_label: 'false',
          warehouse_id: 1,
          processed_at: AT,
          delivered_at: AT,
        },
      },
    ],
    { api_version: '2.0' },
  ),

  'a guide: one event in place of a list': envelope('orderEvent', {
    customer_identifier: 'ORDER-1',
    status: 'shipped',
  }),
  'a guide: token and time in the envelope': envelope(
    'orderEvent',
    [{ customer_identifier: 'ORDER-1', status: 'open' }],
    {
      timestamp: AT,
      token: 'hook-token',
    },
  ),
  'a guide: other names of a resolution': envelope('orderUpdateResolution', [
    {
      update_request_id: 'f1',
      customer_identifier: 'ORDER-1',
      status: 'failed',
      resolved_at: AT,
      details: {},
    },
  ]),
  'a guide: a capital letter': envelope('SnapshotReady', {
    snapshot_request_id: 'c1',
    download_url: 'https://secure.masonhub.com/c1.csv',
    record_count: 3,
    expires_at: AT,
  }),
  'a guide: why the stock changed': envelope('skuInventoryChange', [
    { ...STOCK, change_reason: 'sale', previous_quantity: 4 },
  ]),
}
