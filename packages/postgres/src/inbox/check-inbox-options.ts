import { ConfigurationError } from '@tenon/core'

import type { PostgresInboxOptions } from './postgres-inbox-options.ts'

/** @throws ConfigurationError when one does not fit */
export function checkInboxOptions({ pool, listen, effectIdleMs }: PostgresInboxOptions): void {
  if (typeof pool?.query !== 'function' || typeof pool.connect !== 'function')
    refuse('pool', 'must be a pool of pg')
  if (listen !== undefined && typeof listen !== 'function')
    refuse('listen', 'must be a function that makes a client of pg')
  // The server counts in 32 bits.
  if (
    effectIdleMs !== undefined &&
    !(Number.isInteger(effectIdleMs) && effectIdleMs > 0 && effectIdleMs < 2 ** 31)
  )
    refuse('effectIdleMs', 'must be a whole number of milliseconds above 0')
}

function refuse(option: string, rule: string): never {
  throw new ConfigurationError({ message: `createPostgresInbox: option "${option}" ${rule}`, option })
}
