import { ConfigurationError } from '@tenon/core'
import { createDatabase, findPostgres, lacking, type Database } from '@tenon/servers'
import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { createPostgresOrderJournal, migrateOrderJournal } from '../src/postgres/index.ts'
import { anIntent, orderJournalCases } from './support/order-journal-cases.ts'

const found = await findPostgres()
const missing = lacking(found)

describe.skipIf(missing)('a journal on PostgreSQL', () => {
  let database: Database
  let pool: Pool

  beforeAll(async () => {
    database = await createDatabase((found as { url: string }).url)
    pool = new Pool({ connectionString: database.url, max: 10 })
    // The server ends what is left of the connections with the database.
    pool.on('error', () => {})
    await Promise.all(Array.from({ length: 5 }, () => migrateOrderJournal({ pool })))
    await migrateOrderJournal({ pool })
  })

  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  beforeEach(async () => void (await pool.query('TRUNCATE tenon_orders')))

  test.for(orderJournalCases(() => createPostgresOrderJournal({ pool })))('$name', ({ run }) => run())

  test('is one for all processes: of many that move an order on, none moves it back', async () => {
    const journals = Array.from({ length: 8 }, () => createPostgresOrderJournal({ pool }))
    await journals[0]?.begin(anIntent)
    await Promise.all(
      journals.map((journal, index) =>
        journal.record(anIntent.referenceId, {
          state: index === 3 ? 'succeeded' : 'processing',
          orderId: 'o1',
        }),
      ),
    )
    expect(await journals[5]?.find(anIntent.referenceId)).toMatchObject({ state: 'succeeded', orderId: 'o1' })
  })

  test('opens a rejected order again for one of many who begin it anew', async () => {
    const journals = Array.from({ length: 8 }, () => createPostgresOrderJournal({ pool }))
    await journals[0]?.begin(anIntent)
    await journals[0]?.record(anIntent.referenceId, { state: 'rejected' })
    const begun = await Promise.all(journals.map((journal) => journal.begin(anIntent)))
    expect(begun).toEqual(begun.map(() => ({ ...anIntent, state: 'open', orderId: null })))
  })

  test('says which table is missing where nobody has made it', async () => {
    const empty = new Pool({ connectionString: database.url, options: '-c search_path=nowhere' })
    empty.on('error', () => {})
    const journal = createPostgresOrderJournal({ pool: empty })
    await expect(journal.begin(anIntent)).rejects.toThrow('tenon_orders')
    await empty.end()
  })
})

test('a journal on PostgreSQL wants a pool', () => {
  expect(() => createPostgresOrderJournal({} as never)).toThrow(ConfigurationError)
})
