import { findPostgres, lacking } from '@tenon/servers'
import { inboxSuite } from '@tenon/testing'
import { describe, test } from 'vitest'

import type { PostgresTransaction } from '../src/index.ts'
import { createSchema } from './support/create-schema.ts'
import { openInboxes } from './support/open-inboxes.ts'

const missing = lacking(await findPostgres())

describe.skipIf(missing)('the inbox in PostgreSQL', () => {
  const suite = inboxSuite<PostgresTransaction>({
    stepMs: 400,
    async open() {
      const { url, config } = await createSchema()
      const inboxes = await openInboxes(url, config)
      await inboxes.pool.query('CREATE TABLE effects (value text)')
      return {
        connect: () => inboxes.connect(),
        effects: {
          write: async (transaction, value) =>
            void (await transaction.query('INSERT INTO effects VALUES ($1)', [value])),
          read: async () =>
            (await inboxes.pool.query('SELECT value FROM effects')).rows.map(
              ({ value }: { value: string }) => value,
            ),
        },
        close: inboxes.close,
      }
    },
  })

  test.for(suite)('$name', { timeout: 60_000 }, async ({ skip, run }, context) => {
    context.skip(skip !== undefined, skip)
    await run()
  })
})
