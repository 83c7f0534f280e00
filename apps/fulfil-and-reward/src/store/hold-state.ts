import { DatabaseSync } from 'node:sqlite'

import { UsageError } from '../usage-error.ts'

/**
 * Keeps a state file for one run at a time, by a lock that ends with the process, however it ends.
 *
 * @param instead - what to do beside waiting
 * @throws UsageError when another run has it
 */
export function holdState(state: string, instead = 'give another --state'): Disposable {
  const lock = new DatabaseSync(`${state}.lock`)
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new UsageError(`another run is working on ${state}: wait for it, or ${instead}`)
  }
  return { [Symbol.dispose]: () => lock.close() }
}
