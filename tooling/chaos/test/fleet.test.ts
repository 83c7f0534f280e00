import { findPostgres, findRedis, lacking } from '@tenon/servers'
import { expect, test } from 'vitest'

import { runFleet } from '../src/fleet/fleet.ts'

const missing = [lacking(await findRedis()), lacking(await findPostgres())]

test.skipIf(missing.every((one) => one !== undefined))(
  'a fleet logs in once for each revocation, and once more for each accident',
  async () => {
    const report = await runFleet(
      { runs: 4, seed: 1, signal: new AbortController().signal, progress: () => {} },
      { processes: 3, callers: 100, leaseMs: 3_000 },
    )
    expect(report).toMatchObject({ lost: 0, doubled: 0, findings: [] })
    // On each store, the killed and the sleeping process.
    expect(report.events['lostLeases']).toBe(2 * (report.events['stores'] ?? 0))
  },
  120_000,
)
