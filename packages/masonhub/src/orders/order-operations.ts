import { defineOperation } from '@tenon/core'
import { z } from 'zod'

import { listSchema } from '../wire/read-list.ts'
import { writeResult } from '../wire/read-write-result.ts'
import { moment, searchedIdentifiers } from '../wire/sent.ts'
import { orderInput } from './order-input.ts'
import { order } from './order.ts'

/** The largest page; sent always, because the contract names two defaults. */
const PAGE_SIZE = 100

const listOrders = defineOperation({
  id: 'orders.list',
  method: 'GET',
  path: '/orders',
  arrayStyle: 'comma',
  query: z.strictObject({
    /** MasonHub's ids; at most 30. */
    id: searchedIdentifiers.optional(),
    /** Your ids; at most 30. Not declared in MasonHub OpenAPI, but its own links have it. */
    cid: searchedIdentifiers.optional(),
    /** Only what was changed since. */
    sdt: moment.optional(),
    /** Default `'detail'`. */
    list_type: z.enum(['detail', 'summary']).default('detail'),
    /** Rows on a page, 1 to 100. Default 100. */
    limit: z.int().min(1).max(100).default(PAGE_SIZE),
    /** How many rows to leave out. Default 0. */
    offset: z.int().min(0).optional(),
  }),
  response: listSchema(order, ['orders']),
  paging: {
    items: (page) => page.data,
    identify: (row) => row.id ?? row.customer_identifier,
    next({ input, output: { data, limit } }) {
      const asked = input.limit ?? PAGE_SIZE
      // A vendor that gives fewer rows than were asked for says so in its echo.
      const size = limit === undefined || limit === null || limit < 1 ? asked : Math.min(limit, asked)
      return data.length < size ? undefined : { ...input, offset: (input.offset ?? 0) + data.length }
    },
  },
})

const createOrders = defineOperation({
  id: 'orders.create',
  method: 'POST',
  path: '/orders',
  body: z.array(orderInput).min(1).max(30).readonly(),
  response: writeResult,
})

export const orderOperations = { list: listOrders, create: createOrders }
