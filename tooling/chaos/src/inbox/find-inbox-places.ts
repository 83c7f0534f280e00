import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createDatabase, findPostgres, lacking, startPostgres } from '@tenon/servers'

import type { InboxPlace } from './inbox.ts'

export interface LentPlace extends InboxPlace {
  /** Removes what the run has kept there. */
  readonly close: () => Promise<void>
}

/**
 * A place for this run in each store that this machine has; says which it has not. With restarts only a PostgreSQL of
 * the run's own, as others may use the one that is there.
 */
export async function findInboxPlaces(withRestarts: boolean): Promise<readonly LentPlace[]> {
  if (withRestarts) {
    const server = await startPostgres()
    return [
      {
        store: 'postgres',
        place: server.url,
        restart: () => server.restart(),
        close: () => server.close(),
      },
    ]
  }
  const folder = await mkdtemp(join(tmpdir(), 'tenon-chaos-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const places: LentPlace[] = [{ store: 'sqlite', place: folder, close: remove }]
  const found = await findPostgres()
  if (lacking(found) === undefined && 'url' in found) {
    const { url, drop } = await createDatabase(found.url)
    places.push({ store: 'postgres', place: url, close: drop })
  }
  return places
}
