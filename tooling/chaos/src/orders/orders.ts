import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createSeededRandom } from '@tenon/core/testing'
import { createSqliteOrderJournal } from '@tenon/hubble/sqlite'

import { startChild } from '../process/child.ts'
import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts'
import { compareBooks } from './compare-books.ts'
import type { FakeMessage, VendorBooks } from './fake-message.ts'
import { openGiftStore } from './gift-store.ts'
import { runShopper } from './run-shopper.ts'

/** A FIXED product of the fake's catalogue that has vouchers of 500 rupees. */
const PRODUCT = '01HUBPRODUCT00000000BAZAAR'

/** Gift cards, while connections break and the process that orders them is killed at random. */
export const orders: Scenario = {
  description:
    'gift cards at Hubble: 30 % of the sendings end unclear, the client is killed and started again',
  defaultRuns: 1_000,
  run,
}

async function run({ runs, seed, signal, progress }: ScenarioOptions): Promise<ScenarioReport> {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-orders-'))
  await using resources = new AsyncDisposableStack()
  resources.defer(() => rmSync(folder, { recursive: true, force: true }))
  const gifts = Array.from({ length: runs }, (_, index) => `chaos-${seed}-${index + 1}`)
  const store = openGiftStore(join(folder, 'gifts.sqlite'))
  resources.defer(() => store.close())
  store.plan(gifts)

  let onRequest = (): void => {}
  const fake = resources.use(
    startChild<FakeMessage>({
      script: join(import.meta.dirname, 'fake-process.ts'),
      setup: { seed },
      onMessage: ({ kind }) => void (kind === 'request' && onRequest()),
    }),
  )
  const { account } = await fake.receive((message) => message.kind === 'ready')

  const random = createSeededRandom(seed)
  let kills = 0
  for (let isDone = false; !isDone;) {
    isDone = await runShopper({
      setup: { account, folder, productId: PRODUCT },
      random,
      signal,
      watch: (listener) => void (onRequest = listener),
      onRecorded: (left) => progress(runs - left),
    })
    if (!isDone) kills += 1
  }

  const asked = fake.receive((message): message is VendorBooks => message.kind === 'books')
  fake.send({})
  const books = await asked
  const { lost, doubled, findings } = compareBooks(gifts, books, store.recorded())
  const open = await unfinished(join(folder, 'orders.sqlite'))
  return {
    runs,
    lost: lost + open.length,
    doubled,
    findings: [
      ...findings,
      ...open.map((referenceId) => `${referenceId}: the order journal has it as unfinished`),
    ],
    events: {
      cards: books.cards.length,
      debits: books.debits.length,
      kills,
      faults: books.faults,
      requests: books.requests,
    },
  }
}

async function unfinished(path: string): Promise<readonly string[]> {
  const journal = createSqliteOrderJournal({ path })
  try {
    return (await journal.unfinished()).map(({ referenceId }) => referenceId)
  } finally {
    journal.close()
  }
}
