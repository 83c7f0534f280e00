import type { PoolConfig } from 'pg'
import { onTestFinished } from 'vitest'

import { createSchema } from './create-schema.ts'
import { openInboxes } from './open-inboxes.ts'

/** Inboxes of this test's own, with a table for effects. */
export async function withInboxes({ options = '', ...more }: PoolConfig = {}) {
  const { url, config } = await createSchema()
  const settings = { ...more, options: `${config.options} ${options}` }
  const opened = await openInboxes(url, settings)
  onTestFinished(opened.close)
  await opened.pool.query('CREATE TABLE effects (value text)')
  return {
    ...opened,
    url,
    config: settings,
    effects: async () =>
      (await opened.pool.query('SELECT value FROM effects')).rows.map(
        ({ value }: { value: string }) => value,
      ),
    /** Ends every other session of this file. */
    terminate: () =>
      opened.pool.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      ),
  }
}
