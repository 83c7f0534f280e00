import { existsSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { UsageError } from '../usage-error.ts'

/**
 * Deletes the state of a job, and the books of the stand-ins beside it.
 *
 * @throws UsageError when the file is something else
 */
export function forgetJob(state: string): void {
  if (existsSync(state)) {
    const vendors = vendorsOf(state)
    if (vendors === undefined)
      throw new UsageError(`${state} is not the state of a job, so it is not deleted`)
    if (vendors.startsWith('live')) {
      throw new UsageError(`${state} is the memory of a job with real vendors, so it is not deleted`)
    }
  }
  for (const file of [state, `${state}.vendors-masonhub`, `${state}.vendors-hubble`]) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  }
}

/** Undefined if it is no job's file. */
function vendorsOf(file: string): string | undefined {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return String(
      database.prepare(`SELECT value FROM job_facts WHERE name = 'vendors'`).get()?.['value'] ?? '',
    )
  } catch {
    return undefined
  } finally {
    database.close()
  }
}
