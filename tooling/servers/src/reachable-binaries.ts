import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { PostgresBinaries } from './postgres-binaries.ts'

/** The same where this user may run them; else copied into a folder of the user's: a checkout may be for its owner alone. */
export function reachableBinaries(
  binaries: PostgresBinaries,
  folder: string,
  user: { readonly uid?: number; readonly gid?: number },
): PostgresBinaries {
  if (spawnSync(binaries.initdb, ['--version'], user).error === undefined) return binaries
  const copy = join(folder, 'postgresql')
  // They look for their libraries beside their own folder.
  cpSync(dirname(dirname(binaries.initdb)), copy, { recursive: true, verbatimSymlinks: true })
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') }
}
