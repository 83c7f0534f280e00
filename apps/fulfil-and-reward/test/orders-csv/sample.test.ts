import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'

import { catalogue } from '../../sample/catalogue.ts'
import type { OrderFileItem, ReadItem, RejectedItem } from '../../src/orders-csv/index.ts'
import { read } from './order-export.ts'

const file = new URL('../../sample/orders.csv', import.meta.url)
const makeSample = new URL('../../sample/make-sample.ts', import.meta.url).pathname

describe('the sample', () => {
  let items: OrderFileItem[]
  let orders: ReadItem['order'][]
  let rejected: RejectedItem[]

  beforeAll(async () => {
    items = await read(createReadStream(file))
    orders = items.filter((item) => item.kind === 'order').map((item) => item.order)
    rejected = items.filter((item) => item.kind === 'rejected')
  })

  it('is what its maker writes', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [makeSample], { maxBuffer: 10_000_000 })
    expect(stdout).toBe(await readFile(file, 'utf8'))
  })

  it('has 200 orders, of which 189 can be shipped', () => {
    expect(items).toHaveLength(200)
    expect(orders).toHaveLength(189)
  })

  it('has each fault on the line where an editor shows it', async () => {
    const lines = (await readFile(file, 'utf8')).split('\n')
    for (const item of items) {
      const name = item.kind === 'order' ? item.order.name : item.name
      expect(lines[item.line - 1]).toMatch(new RegExp(`^${name},.*,INR,`))
    }
    expect(rejected.map(({ name, reasons }) => [name, reasons.map(({ code }) => code)])).toEqual([
      ['#1014', ['postal-code']],
      ['#1037', ['postal-code']],
      ['#1058', ['total']],
      ['#1089', ['sku']],
      ['#1102', ['quantity']],
      ['#1117', ['street']],
      ['#1131', ['postal-code']],
      ['#1093', ['duplicate']],
      ['#1162', ['postal-code']],
    ])
  })

  it('has a cancelled order and one that has been shipped', () => {
    const skipped = items.filter((item) => item.kind === 'skipped')
    expect(skipped.map(({ name, reason }) => [name, reason.code])).toEqual([
      ['#1073', 'fulfilled'],
      ['#1125', 'cancelled'],
    ])
  })

  it('has every row in one of its items', async () => {
    const [, ...rows] = parse(await readFile(file))
    expect(items.reduce((sum, item) => sum + item.rows, 0)).toBe(rows.length)
  })

  it('has five buyers without a phone that can be used', () => {
    const warned = orders.filter(({ warnings }) => warnings.length > 0)
    expect(warned.map(({ name }) => name)).toEqual(['#1021', '#1077', '#1144', '#1170', '#1188'])
    expect(new Set(warned.flatMap(({ warnings }) => warnings.map(({ code }) => code)))).toEqual(
      new Set(['no-phone']),
    )
  })

  it('has totals between 300 and 9,000 rupees, three in ten of them above 2,500', () => {
    const totals = orders.map(({ totalMinor }) => totalMinor)
    expect(Math.min(...totals)).toBeGreaterThanOrEqual(30_000)
    expect(Math.max(...totals)).toBeLessThanOrEqual(900_000)
    const share = totals.filter((total) => total > 250_000).length / totals.length
    expect(share).toBeGreaterThan(0.27)
    expect(share).toBeLessThan(0.33)
  })

  it('sells nothing that is not in the catalogue, and everything that is', () => {
    const sold = new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)))
    expect([...sold].toSorted()).toEqual(catalogue.map(({ sku }) => sku).toSorted())
  })

  it('names nobody outside of the domains kept for examples', () => {
    for (const { email } of orders) expect(email).toMatch(/@example\.(com|org)$/)
  })
})
