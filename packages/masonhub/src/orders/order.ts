import type { z } from 'zod'

import { withOrigin } from '../wire/origin.ts'
import { orderFields } from './order-fields.ts'

/**
 * An order as MasonHub returns it, in detail or as a summary. Only `customer_identifier` is sure to be there;
 * what is not named here is passed on as it came. Source: MasonHub OpenAPI, `order`, `order_summary` and their
 * examples.
 */
export interface Order extends z.output<typeof orderFields> {}

export const order: z.ZodType<Order> = withOrigin(orderFields)
