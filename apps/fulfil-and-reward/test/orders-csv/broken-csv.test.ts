import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { sampleCsv } from '../../sample/sample-csv.ts'
import { readOrders, type OrderFileItem } from '../../src/orders-csv/index.ts'
import { csvLine, exportOf, furtherRow, read, row } from './order-export.ts'

const unpaired = 'the quotes of the row do not pair up'

describe('a broken row', () => {
  it('with a quote that is never closed costs its own order only', async () => {
    const broken = csvLine(row({ Name: '#1002', Notes: 'NOTE' })).replace('NOTE', '"leave it')
    const text =
      exportOf(row()) +
      broken +
      exportOf(row({ Name: '#1003' }), row({ Name: '#1004', Notes: 'a, b' })).replace(/^.*\n/, '')
    expect(await read(text)).toMatchObject([
      { kind: 'order', line: 2, order: { name: '#1001' } },
      {
        kind: 'rejected',
        line: 3,
        rows: 1,
        name: '#1002',
        reasons: [{ code: 'broken-row', line: 3, message: `line 3: ${unpaired}` }],
      },
      { kind: 'order', line: 4, order: { name: '#1003' } },
      { kind: 'order', line: 5, order: { name: '#1004' } },
    ])
  })

  it('with a quote that a later row happens to close does not take that row with it', async () => {
    const text =
      exportOf() +
      csvLine(row({ Notes: 'NOTE' })).replace('NOTE', '"leave it') +
      csvLine(row({ Name: '#1002' })) +
      csvLine(row({ Name: '#1003', Notes: 'NOTE' })).replace('NOTE', '"')
    expect(await read(text)).toMatchObject([
      { kind: 'rejected', line: 2, name: '#1001' },
      { kind: 'order', line: 3, order: { name: '#1002' } },
      { kind: 'rejected', line: 4, name: '#1003' },
    ])
  })

  it('with a quote that is never closed is given up soon, however many lines follow', async () => {
    let taken = 0
    function* endless(): Generator<string, undefined> {
      yield exportOf() + csvLine(row({ Notes: 'NOTE' })).replace('NOTE', '"')
      for (;;) yield taken++ % 2 === 0 ? '\n' : csvLine(row({ Name: `#${taken}00000` }))
    }
    for await (const item of readOrders(endless())) {
      expect(item).toMatchObject({ kind: 'rejected', line: 2, rows: 1 })
      break
    }
    expect(taken).toBeLessThan(2000)
  })

  it('with a quote inside of a plain value is reported', async () => {
    const text = exportOf(row({ Notes: 'NOTE' })).replace('NOTE', 'a 5" nail')
    expect(await read(text)).toMatchObject([{ kind: 'rejected', line: 2, reasons: [{ code: 'broken-row' }] }])
  })

  it.each([
    [
      'too few',
      (line: string) => line.replace(/,\n$/, '\n'),
      'the row has 78 columns where the header has 79',
    ],
    [
      'too many',
      (line: string) => line.replace(/\n$/, ',\n'),
      'the row has 80 columns where the header has 79',
    ],
  ])('with %s columns is reported, and the orders around it are read', async (_, spoil, message) => {
    const spoilt = spoil(csvLine(row({ Name: '#1002', Notes: 'two\nlines' })))
    const text = exportOf(row()) + spoilt + csvLine(row({ Name: '#1003' }))
    expect(await read(text)).toMatchObject([
      { kind: 'order', line: 2 },
      {
        kind: 'rejected',
        line: 3,
        rows: 1,
        name: '#1002',
        reasons: [{ line: 3, message: `line 3: ${message}` }],
      },
      { kind: 'order', line: 5 },
    ])
  })

  it('among the articles of an order keeps the order from being shipped without them', async () => {
    const text = exportOf(row()) + '#1001,"oops\n' + csvLine(furtherRow) + csvLine(row({ Name: '#1002' }))
    expect(await read(text)).toMatchObject([
      { kind: 'rejected', line: 2, rows: 3, name: '#1001', reasons: [{ code: 'broken-row', line: 3 }] },
      { kind: 'order', line: 5, order: { name: '#1002' } },
    ])
  })

  it('whose number cannot be read keeps the order above it from being shipped, of which it may be a part', async () => {
    const text = exportOf(row()) + 'nonsense\n' + csvLine(row({ Name: '#1002' }))
    expect(await read(text)).toMatchObject([
      { kind: 'rejected', line: 2, rows: 2, name: '#1001', reasons: [{ code: 'broken-row', line: 3 }] },
      { kind: 'order', line: 4 },
    ])
  })

  it('at the start of a file has nothing above it and stands alone', async () => {
    expect(await read(`${exportOf()}nonsense\n`)).toMatchObject([
      { kind: 'rejected', line: 2, rows: 1, name: '' },
    ])
  })
})

describe('one wrong character anywhere', () => {
  const lines = [...sampleCsv(40)]
  const nameOf = (item: OrderFileItem): string => (item.kind === 'order' ? item.order.name : item.name)
  const withoutLines = (item: OrderFileItem): unknown =>
    item.kind === 'rejected'
      ? [item.name, item.rows, item.reasons.map(({ code }) => code)]
      : { ...item, line: 0 }
  const edit = fc.constantFrom(
    (text: string, at: number) => `${text.slice(0, at)}"${text.slice(at)}`,
    (text: string, at: number) => `${text.slice(0, at)},${text.slice(at)}`,
    (text: string, at: number) => `${text.slice(0, at)}\n${text.slice(at)}`,
    (text: string, at: number) => text.slice(0, at) + text.slice(at + 1),
  )

  it('leaves all orders as they were but the one that it is in and its neighbours', async () => {
    const before = await read(lines)
    await fc.assert(
      fc.asyncProperty(
        edit,
        fc.integer({ min: 1, max: lines.length - 1 }),
        fc.nat(),
        async (spoil, index, position) => {
          const line = lines[index] ?? ''
          const text = lines.with(index, spoil(line, position % line.length))
          const near = lines.slice(index - 1, index + 2).map((neighbour) => neighbour.split(',')[0])

          const others = before.filter((item) => !near.includes(nameOf(item)))
          const names = others.map(nameOf)
          const after = (await read(text)).filter((item) => names.includes(nameOf(item)))
          expect(after.map(withoutLines)).toEqual(others.map(withoutLines))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('that is a quote never lets its order through', async () => {
    const names = lines.map((line) => line.split(',')[0])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: lines.length - 1 }), fc.nat(), async (index, position) => {
        const line = lines[index] ?? ''
        const at = position % line.length
        const items = await read(lines.with(index, `${line.slice(0, at)}"${line.slice(at)}`))
        const shipped = items.filter((item) => item.kind === 'order').map((item) => item.order.name)
        expect(shipped).not.toContain(names[index])
      }),
    )
  })
})
