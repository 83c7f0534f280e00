import { createDatabase, findPostgres, lacking } from '@tenon/servers'
import { expect, onTestFinished, test } from 'vitest'

import { runInbox } from '../src/inbox/inbox.ts'

const found = await findPostgres()

test.skipIf(lacking(found))(
  'what was acknowledged is handled once, though receivers and workers on PostgreSQL are killed a hundred times',
  { timeout: 240_000 },
  async () => {
    const { url, drop } = await createDatabase((found as { url: string }).url)
    onTestFinished(drop)
    const { lost, doubled, findings, events } = await runInbox(
      { runs: 100, seed: 1, signal: new AbortController().signal, progress: () => {} },
      { store: 'postgres', place: url },
    )
    expect({ lost, doubled, findings }).toEqual({ lost: 0, doubled: 0, findings: [] })
    expect(events['kills']).toBe(100)
    expect(events['handled']).toBe(events['acknowledged'])
    expect(events['acknowledged']).toBeGreaterThan(200)
  },
)
