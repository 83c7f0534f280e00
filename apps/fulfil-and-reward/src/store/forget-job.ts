import { existsSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { UsageError } from '../usage-error.ts'

/**
 * Deletes the state of a job, and the books of the stand-ins beside it.
 *
 * @throws UsageError when the file is something else
 */
export function forgetJob(state: string): void {
  if (existsSync(state) && !isJob(state))
    throw new UsageError(`${state} is not the state of a job, so it is not deleted`)
  for (const file of [state, `${state}.vendors-masonhub`, `${state}.vendors-hubble`]) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  }
}

function isJob(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'job_facts'`).get() !== undefined
  } catch {
    return false
  } finally {
    database.close()
  }
}
