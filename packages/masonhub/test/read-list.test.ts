import { describe, expect, test } from 'vitest'

import { order } from '../src/orders/order.ts'
import { listSchema } from '../src/wire/read-list.ts'

const response = listSchema(order, ['orders'])
const row = { id: 'i-1', customer_identifier: 'ORDER-1' }

describe('every form of a list comes out as { data }', () => {
  const forms: [string, unknown, number][] = [
    ['a bare array', [row], 1],
    ['an empty bare array', [], 0],
    ['null, as a Go server writes an empty list', null, 0],
    ['an envelope with data', { limit: 30, offset: 0, list_type: 'detail', data: [row, row] }, 2],
    [
      'an envelope with search criteria',
      { search_criteria: { cids: ['ORDER-1'], status: null }, data: [row] },
      1,
    ],
    ['an envelope whose data is one object', { limit: 30, data: row }, 1],
    ['an envelope whose data is null', { limit: 30, data: null }, 0],
    ['a single bare record', row, 1],
    ["an object with the resource's name as key", { total_count: 1, limit: 30, offset: 0, orders: [row] }, 1],
  ]
  test.each(forms)('%s', (_, body, count) => {
    const { data } = response.parse(body)
    expect(data).toHaveLength(count)
    expect(data.every(({ customer_identifier }) => customer_identifier === 'ORDER-1')).toBe(true)
  })

  test("the vendor's echo of the page size is kept", () => {
    expect(response.parse({ limit: 30, data: [] }).limit).toBe(30)
  })
})

describe('what is no list is refused', () => {
  test.each([
    ['text', 'nothing found'],
    ['an object without rows', { limit: 30 }],
    ['an empty body', undefined],
  ])('%s', (_, body) => {
    expect(response.safeParse(body).success).toBe(false)
  })
})
