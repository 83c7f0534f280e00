import { expect } from 'vitest'

import type { OrderIntent, OrderJournal } from '../../src/index.ts'

export const anIntent: OrderIntent = {
  referenceId: 'acme-1',
  account: 'staging/acme',
  bodyHash: 'h1',
  amount: 100.5,
  quantity: 1,
  body: '{"referenceId":"acme-1"}',
}
const opened = { ...anIntent, state: 'open', orderId: null }

export interface JournalCase {
  readonly name: string
  readonly run: () => Promise<void>
}

/**
 * What every journal keeps.
 *
 * @param open gives a journal without entries at first; further ones within a case may know what was there
 */
export function orderJournalCases(open: () => OrderJournal): JournalCase[] {
  const begun = async (): Promise<OrderJournal> => {
    const journal = open()
    await journal.begin(anIntent)
    return journal
  }
  return [
    {
      name: 'remembers an intent',
      async run() {
        const journal = open()
        expect(await journal.find('acme-1')).toBeUndefined()
        expect(await journal.begin(anIntent)).toBe('new')
        expect(await journal.find('acme-1')).toEqual(opened)
      },
    },
    {
      name: 'keeps the first intent of a reference',
      async run() {
        const journal = await begun()
        expect(await journal.begin({ ...anIntent, bodyHash: 'h2', body: '{}' })).toEqual(opened)
        expect(await journal.find('acme-1')).toEqual(opened)
      },
    },
    {
      name: 'says "new" to one of many who begin at the same time',
      async run() {
        const journal = open()
        const answers = await Promise.all(Array.from({ length: 20 }, () => journal.begin(anIntent)))
        expect(answers.filter((answer) => answer === 'new')).toHaveLength(1)
      },
    },
    ...(['processing', 'succeeded', 'failed'] as const).map((state) => ({
      name: `drops the body of an order that is ${state}`,
      async run() {
        const journal = await begun()
        await journal.record('acme-1', { state, orderId: 'o1' })
        expect(await journal.find('acme-1')).toEqual({ ...anIntent, body: null, state, orderId: 'o1' })
      },
    })),
    {
      name: 'opens a rejected order again, if it is given unchanged',
      async run() {
        const journal = await begun()
        await journal.record('acme-1', { state: 'rejected' })
        expect(await journal.find('acme-1')).toEqual({ ...opened, body: null, state: 'rejected' })
        for (const other of [{ bodyHash: 'h2' }, { account: 'production/acme' }])
          expect(await journal.begin({ ...anIntent, ...other })).toMatchObject({ state: 'rejected' })
        expect(await journal.begin(anIntent)).toEqual(opened)
        expect(await journal.find('acme-1')).toEqual(opened)
      },
    },
    {
      name: 'never forgets that there is an order, whatever comes late',
      async run() {
        const journal = await begun()
        await journal.record('acme-1', { state: 'processing', orderId: 'o1' })
        await journal.record('acme-1', { state: 'rejected' })
        expect(await journal.find('acme-1')).toMatchObject({ state: 'processing', orderId: 'o1' })
        await journal.record('acme-1', { state: 'succeeded', orderId: 'o1' })
        await journal.record('acme-1', { state: 'processing', orderId: 'o1' })
        expect(await journal.find('acme-1')).toMatchObject({ state: 'succeeded' })
        await journal.record('acme-1', { state: 'failed', orderId: 'o1' })
        expect(await journal.find('acme-1')).toMatchObject({ state: 'failed' })
      },
    },
    {
      name: 'has an order replaced for good, if it came to nothing',
      async run() {
        const journal = open()
        for (const referenceId of ['a', 'b', 'c', 'd']) await journal.begin({ ...anIntent, referenceId })
        await journal.record('a', { state: 'rejected' })
        await journal.record('b', { state: 'failed', orderId: 'o1' })
        await journal.record('c', { state: 'succeeded', orderId: 'o2' })
        for (const referenceId of ['a', 'b', 'c', 'd']) {
          await journal.record(referenceId, { state: 'replaced' })
          await journal.record(referenceId, { state: 'rejected' })
          await journal.begin({ ...anIntent, referenceId })
        }
        expect(await journal.find('a')).toMatchObject({ state: 'replaced', body: null, orderId: null })
        expect(await journal.find('b')).toMatchObject({ state: 'replaced', body: null, orderId: 'o1' })
        expect(await journal.find('c')).toMatchObject({ state: 'succeeded' })
        expect(await journal.find('d')).toMatchObject({ state: 'open' })
      },
    },
    {
      name: 'lists what is not finished, the oldest first',
      async run() {
        const journal = open()
        for (const referenceId of ['b', 'a', 'd', 'c', 'e']) await journal.begin({ ...anIntent, referenceId })
        await journal.record('a', { state: 'processing', orderId: 'o1' })
        await journal.record('d', { state: 'succeeded', orderId: 'o2' })
        await journal.record('c', { state: 'rejected' })
        expect((await journal.unfinished()).map(({ referenceId }) => referenceId)).toEqual(['b', 'a', 'e'])
      },
    },
    {
      name: 'takes no notice of an order that it does not have',
      async run() {
        const journal = open()
        await journal.record('nothing', { state: 'rejected' })
        expect(await journal.unfinished()).toEqual([])
      },
    },
  ]
}
