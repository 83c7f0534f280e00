import { describe, expect, it } from 'vitest'

import { exportOf, furtherRow, read, row } from './order-export.ts'

describe('readOrders', () => {
  it('gives the orders in the order of the file, with the lines they start on', async () => {
    const note = 'Please write "Happy Birthday".\n\nLeave it with the guard.'
    const text = exportOf(
      row({ Notes: note }),
      furtherRow,
      row({ Name: '#1003', Notes: 'one\r\ntwo\rthree' }),
      row({ Name: '#1002' }),
    )
    expect(await read(text)).toMatchObject([
      { kind: 'order', line: 2, rows: 2, order: { name: '#1001' } },
      { kind: 'order', line: 6, rows: 1, order: { name: '#1003' } },
      { kind: 'order', line: 9, rows: 1, order: { name: '#1002' } },
    ])
  })

  it('counts blank lines as lines and not as rows', async () => {
    const [header, ...rows] = exportOf(row(), row({ Name: '#1002' })).split('\n')
    const text = ['', header, '', ...rows, ',,,,', ''].join('\n')
    expect(await read(text)).toMatchObject([
      { line: 4, rows: 1 },
      { line: 5, rows: 1 },
    ])
  })

  it.each([
    ['cancelled', 'the order was cancelled at 2026-03-02', { 'Cancelled at': '2026-03-02' }],
    ['fulfilled', 'the order has been shipped already', { 'Fulfillment Status': 'Fulfilled' }],
    ['refunded', 'the payment is refunded', { 'Financial Status': 'refunded' }],
    ['voided', 'the payment is voided', { 'Financial Status': 'voided' }],
  ])('skips an order that is %s', async (code, message, values) => {
    expect(await read(exportOf(row({ ...values, Total: '?' }), furtherRow))).toEqual([
      { kind: 'skipped', line: 2, rows: 2, name: '#1001', reason: { code, message } },
    ])
  })

  it('rejects an order number that came before, whatever became of the first', async () => {
    const text = exportOf(
      row(),
      row({ Name: '#1002', 'Cancelled at': 'yesterday' }),
      row(),
      furtherRow,
      row({ Name: '#1002' }),
    )
    expect(await read(text)).toMatchObject([
      { kind: 'order', line: 2 },
      { kind: 'skipped', line: 3 },
      { kind: 'rejected', line: 4, rows: 2, name: '#1001', reasons: [{ code: 'duplicate', line: 4 }] },
      {
        kind: 'rejected',
        line: 6,
        name: '#1002',
        reasons: [
          {
            code: 'duplicate',
            message:
              'order #1002 stands at line 3 already; if these rows are more articles of it, it was read without them',
          },
        ],
      },
    ])
  })

  it('rejects both when an order begins twice in a row, since neither can be told from an article of the other', async () => {
    expect(await read(exportOf(row(), row()))).toMatchObject([
      {
        kind: 'rejected',
        line: 2,
        rows: 2,
        reasons: [
          {
            code: 'duplicate',
            line: 3,
            message: 'line 3: order #1001 begins a second time; only the first row of an order has a total',
          },
        ],
      },
    ])
  })

  it('does not ship half of an order of which a row has no number', async () => {
    expect(await read(exportOf(row(), { ...furtherRow, Name: '' }, row({ Name: '#1002' })))).toMatchObject([
      {
        kind: 'rejected',
        name: '#1001',
        rows: 2,
        reasons: [{ code: 'order-number', line: 3, message: 'line 3: the row has no order number' }],
      },
      { kind: 'order', order: { name: '#1002' } },
    ])
  })

  it('gives nothing for a header alone', async () => {
    expect(await read(exportOf())).toEqual([])
  })
})
