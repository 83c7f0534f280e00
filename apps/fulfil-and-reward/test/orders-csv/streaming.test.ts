import { describe, expect, it } from 'vitest'

import { sampleCsv } from '../../sample/sample-csv.ts'
import { readOrders } from '../../src/orders-csv/index.ts'

describe('a large file', () => {
  it('of 20,000 orders is read to its end, with every row accounted for', async () => {
    let lines = -1
    function* counted(): Generator<string, undefined> {
      for (const line of sampleCsv(20_000)) {
        lines++
        yield line
      }
    }
    const kinds = { order: 0, rejected: 0, skipped: 0 }
    let rows = 0
    for await (const item of readOrders(counted())) {
      kinds[item.kind]++
      rows += item.rows
    }
    expect(kinds).toEqual({ order: 19_989, rejected: 9, skipped: 2 })
    expect(rows).toBe(lines)
  }, 60_000)

  it('is not read further than the order in hand needs', async () => {
    let taken = 0
    let isClosed = false
    function* counted(): Generator<string, undefined> {
      try {
        for (const line of sampleCsv(20_000)) {
          taken++
          yield line
        }
      } finally {
        isClosed = true
      }
    }
    let orders = 0
    for await (const item of readOrders(counted())) {
      orders += item.rows > 0 ? 1 : 0
      if (orders === 100) break
    }
    expect(taken).toBeLessThan(200)
    expect(isClosed).toBe(true)
  })
})
