import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { describe, expect, test } from 'vitest'

import { compareBooks } from '../src/orders/compare-books.ts'

const main = join(import.meta.dirname, '../src/main.ts')

/** Runs the command as a person does. */
async function chaos(
  words: readonly string[],
  onErrors: (line: string, stop: () => void) => void = () => {},
) {
  const child = spawn(process.execPath, ['--conditions=@tenon/source', main, ...words])
  child.stderr.on('data', (chunk: Buffer) => onErrors(chunk.toString(), () => void child.kill('SIGINT')))
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { code: code as number, output, errors }
}

test(
  '200 gift cards are bought once each, though connections break and the client is killed',
  { timeout: 60_000 },
  async () => {
    const { code, output, errors } = await chaos(['orders', '--runs', '200', '--seed', '11', '--json'])
    expect(code === 0 ? 'passed' : errors).toBe('passed')
    const report = JSON.parse(output) as { readonly events: Record<string, number> }
    expect(report).toMatchObject({
      scenario: 'orders',
      seed: 11,
      runs: 200,
      lost: 0,
      doubled: 0,
      findings: [],
    })
    expect(report.events).toMatchObject({ cards: 200, debits: 200 })
    expect(report.events['kills']).toBeGreaterThan(3)
    expect(report.events['faults']).toBeGreaterThan(50)
  },
)

describe('the command', () => {
  test('explains itself', async () => {
    const { code, output } = await chaos(['--help'])
    expect(code).toBe(0)
    expect(output).toContain('orders  gift cards at Hubble')
  })

  test.each([
    ['no scenario', []],
    ['an unknown scenario', ['weather']],
    ['a number of runs that is none', ['orders', '--runs', '0']],
  ])('is refused with %s', async (_, words) => {
    expect(await chaos(words)).toMatchObject({ code: 2, output: '' })
  })

  test('ends at Ctrl-C, and says how to repeat the run', { timeout: 30_000 }, async () => {
    const result = await chaos(['orders', '--runs', '500', '--seed', '3'], (line, stop) => {
      if (line.includes('seed 3')) setTimeout(stop, 1_000)
    })
    expect(result).toMatchObject({ code: 130, output: '' })
    expect(result.errors).toContain('--seed 3 repeats it')
  })
})

describe('books that do not agree are noticed:', () => {
  const card = { referenceId: 'a', voucherId: 'v1', cardNumber: '1' }
  const books = {
    kind: 'books',
    orders: ['a'],
    debits: ['a'],
    cards: [card],
    reversals: [],
    faults: 0,
    requests: 1,
  } as const

  test('nothing, where they agree', () => {
    expect(compareBooks(['a'], books, [card])).toEqual({ lost: 0, doubled: 0, findings: [] })
  })

  test.each([
    [
      'an order that was never made',
      { ...books, orders: [], debits: [], cards: [] },
      [],
      { lost: 4, doubled: 0 },
    ],
    ['a voucher that was not recorded', books, [], { lost: 1, doubled: 0 }],
    ['a voucher that was recorded twice', books, [card, card], { lost: 0, doubled: 1 }],
    ['a second debit', { ...books, debits: ['a', 'a'] }, [card], { lost: 0, doubled: 1 }],
    ['an order under another reference', { ...books, orders: ['a', 'a2'] }, [card], { lost: 0, doubled: 1 }],
    ['a reversal', { ...books, reversals: ['a'] }, [card], { lost: 0, doubled: 1 }],
    ['a record of another card', books, [{ ...card, cardNumber: '2' }], { lost: 1, doubled: 0 }],
  ])('%s', (_, vendorBooks, recorded, expected) => {
    expect(compareBooks(['a'], vendorBooks, recorded)).toMatchObject(expected)
  })
})
