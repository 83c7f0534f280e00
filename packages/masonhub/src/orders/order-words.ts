import { openEnum } from '../wire/open-enum.ts'

/** MasonHub OpenAPI, `order.order_type`. */
export const ORDER_TYPES = [
  'customer',
  'destroy',
  'packAndHold',
  'quarantine',
  'returnToVendor',
  'transfer',
  'wholesale',
  'workOrder',
  'dropship',
] as const

/** MasonHub OpenAPI, `shipping_provider`; accounts have others. */
export const shippingProvider = openEnum(['masonhub', 'UPS', 'USPS', 'DHL', 'willCall'])

/** MasonHub OpenAPI, `shipping_service_level`; which ones there are depends on the account. */
export const serviceLevel = openEnum([
  'nextDay',
  'standardOvernight',
  'priorityOvernight',
  '2Day',
  '2-day',
  '3-day',
  'guaranteed2Day',
  'ground',
  'groundPlus',
  'groundSelect',
  'priority',
  'LTL',
  'FTL',
  'willCall',
  'international',
])
