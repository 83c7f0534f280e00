import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { OrderFileError, type OrderFileInput } from '../../src/orders-csv/index.ts'
import { csvLine, exportOf, read, row } from './order-export.ts'

async function errorOf(input: string | OrderFileInput): Promise<unknown> {
  return read(input).catch((error: unknown) => error)
}

const anything = fc.array(
  fc.constantFrom('"', ',', '\n', '\r', '#1001', '\uFEFF', '\0', 'é', csvLine(row()), exportOf()),
  { maxLength: 60 },
)

describe('an order file', () => {
  it.each([
    ['no bytes at all', ''],
    ['blank lines', '\n\r\n  \n'],
    ['a byte order mark alone', '\uFEFF'],
  ])('with %s is empty', async (_, text) => {
    const error = await errorOf(text)
    expect(error).toBeInstanceOf(OrderFileError)
    expect(error).toMatchObject({ name: 'OrderFileError', code: 'empty' })
  })

  it.each([
    ['a spreadsheet file', Buffer.from('PK\u0003\u0004\0\0\0\0\n')],
    ['UTF-16', Buffer.from(`\uFEFF${exportOf(row())}`, 'utf16le')],
    ['JSON', Buffer.from('{"orders": []}\n')],
    ['a line without end', Buffer.alloc(200_000, 'x')],
  ])('that is %s is not CSV', async (_, bytes) => {
    expect(await errorOf([bytes])).toMatchObject({ name: 'OrderFileError', code: 'not-csv' })
  })

  it.each([
    ['starts with an order', csvLine(row())],
    ['is separated by semicolons', 'Name;Email;Total\n#1001;a@example.com;1\n'],
    ['is another export', 'Handle,Title\nmug,Enamel Mug\n'],
  ])('that %s has no header', async (_, text) => {
    expect(await errorOf(text)).toMatchObject({ name: 'OrderFileError', code: 'no-header' })
  })

  it('that lacks columns says which, and which it has', async () => {
    const error = await errorOf('Name, Email ,Total\n')
    expect(error).toMatchObject({
      name: 'OrderFileError',
      code: 'missing-columns',
      columns: expect.arrayContaining(['Cancelled at', 'Shipping Zip']),
      found: ['Name', 'Email', 'Total'],
    })
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/lacks the columns "Financial Status".*"Shipping Zip"/),
    )
    expect(error).toHaveProperty('message', expect.stringContaining('It has: "Name", "Email", "Total".'))
  })

  it('that lacks one column names the one', async () => {
    const error = await errorOf(exportOf(row()).replace('Cancelled at', 'Canceled'))
    expect(error).toMatchObject({ code: 'missing-columns', columns: ['Cancelled at'] })
    expect(error).toHaveProperty('message', expect.stringContaining('lacks the column "Cancelled at"'))
  })

  it('with a needed column twice is refused rather than guessed at', async () => {
    expect(await errorOf(exportOf(row()).replace('Tags', 'Total'))).toMatchObject({
      code: 'repeated-columns',
      columns: ['Total'],
    })
  })

  it('may start with a byte order mark', async () => {
    const bytes = Buffer.from(`\uFEFF${exportOf(row())}`)
    expect(await read([bytes])).toMatchObject([{ kind: 'order', line: 2 }])
  })

  it.each([
    ['Windows', '\r\n'],
    ['old Mac', '\r'],
  ])('may have the line ends of %s', async (_, end) => {
    const text = exportOf(row({ Notes: 'two\nlines' }), row({ Name: '#1002' })).replaceAll('\n', end)
    expect(await read(text)).toMatchObject([
      { kind: 'order', line: 2 },
      { kind: 'order', line: 4 },
    ])
  })

  it('may end without a line end', async () => {
    expect(await read(exportOf(row()).trimEnd())).toMatchObject([{ kind: 'order', line: 2 }])
  })

  it('may have columns in any order, more columns, and lack those that came later', async () => {
    const columns = exportOf().trim().split(',')
    const values = csvLine({ ...row(), 'Shipping Address1': 'Neem Tree Lane' })
      .trimEnd()
      .split(',')
    const kept = columns
      .map((column, place) => [column, values[place] ?? ''] as const)
      .filter(([column]) => !['Phone', 'Shipping Province Name', 'Billing Country'].includes(column))
    const shuffled = [['My App: Gift?', 'yes'] as const, ...kept.toReversed()]
    const text = `${shuffled.map(([column]) => column).join(',')}\n${shuffled.map(([, value]) => value).join(',')}\n`
    expect(await read(text)).toMatchObject([
      { kind: 'order', order: { name: '#1001', phone: '+915555501001' } },
    ])
  })

  it('in another encoding costs the orders that it has spoilt and no others', async () => {
    const text = exportOf(
      row({ 'Shipping City': 'Forlì' }),
      row({ Name: '#1002' }),
      row({ Name: '#1003', Notes: 'è' }),
    )
    expect(await read([Buffer.from(text, 'latin1')])).toMatchObject([
      { kind: 'rejected', name: '#1001', reasons: [{ code: 'encoding', line: 2 }] },
      { kind: 'order', line: 3 },
      { kind: 'order', line: 4 },
    ])
  })

  it('of any content at all is read or refused by name', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (pieces) => {
        const result = await errorOf(pieces)
        expect(Array.isArray(result) || result instanceof OrderFileError).toBe(true)
      }),
    )
  })

  it('with a good header is read to its end, whatever comes after', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (pieces) => {
        expect(await errorOf([exportOf(), ...pieces])).toBeInstanceOf(Array)
      }),
    )
  })

  it('passes on the error of a file that cannot be read to its end', async () => {
    async function* failing(): AsyncGenerator<string, undefined> {
      yield exportOf(row())
      await Promise.reject(new Error('the disk is gone'))
    }
    await expect(read(failing())).rejects.toThrow('the disk is gone')
  })
})
