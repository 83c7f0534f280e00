import { z } from 'zod'

import { text } from '../wire/received.ts'

const locationFields = z.looseObject({
  /** MasonHub's id: what an inbound shipment is sent to. */
  id: text,
  name: text,
  street_line_one: text,
  street_line_two: text,
  street_line_three: text,
  city: text,
  /** State or province. */
  locale_code: text,
  postal_code: text,
  /** `RC1` */
  short_code: text,
  /** `America/Los_Angeles` */
  timezone: text,
  /** RFC 3339, as are the next two. */
  created_at: text,
  updated_at: text,
  /** Empty text and the year 1 stand for "not deleted". */
  deleted_at: text,
})

/** A warehouse. What is not named here is passed on as it came. Source: MasonHub OpenAPI, `inventory_locations`. */
export interface InventoryLocation extends z.output<typeof locationFields> {}

export const inventoryLocation: z.ZodType<InventoryLocation> = locationFields
