import {
  ConfigurationError,
  createSecretReader,
  Secret,
  systemClock,
  type SecretValue,
  type TokenSharing,
  type TokenStore,
} from '@tenon/core'

import { createSealer } from './create-sealer.ts'
import { joinFleet } from './join-fleet.ts'

const SHORTEST_KEY = 32

export interface ShareTokensOptions {
  /** Where the tokens are kept, by processes that have the same sealing key. You close what it is made with. */
  readonly store: TokenStore
  /** Tokens are encrypted with it before the store gets them; 32 characters or more, the same in every process. */
  readonly sealingKey: SecretValue
  /** Keeps two fleets with one store, one key and one credential apart. Default none. */
  readonly scope?: string
  /** While the store does not answer each process logs in for itself, or its logins fail. Default `'local'`. */
  readonly onStoreDown?: 'local' | 'fail'
  /**
   * For how long one login keeps the others from logging in, in milliseconds; longer than it takes. Default: a second
   * more than a login may take, which is 16,000.
   */
  readonly leaseMs?: number
}

/**
 * Has all processes that share a store log in once for all of them. Give it to a client as `tokens`; several clients
 * may have the same one. Opens no connection.
 *
 * @throws ConfigurationError when an option is missing, unknown or wrong
 */
export function shareTokens(options: ShareTokensOptions): TokenSharing {
  check(typeof options === 'object' && options !== null, 'options', 'are missing')
  const { store, sealingKey, scope = '', onStoreDown = 'local', leaseMs, ...unknown } = options
  check(typeof store?.step === 'function', 'store', 'must be a TokenStore')
  check(typeof scope === 'string', 'scope', 'must be a text')
  check(['local', 'fail'].includes(onStoreDown), 'onStoreDown', `must be 'local' or 'fail'`)
  check(
    leaseMs === undefined || (Number.isSafeInteger(leaseMs) && leaseMs > 0 && leaseMs < 2 ** 31),
    'leaseMs',
    'must be a whole number of milliseconds from 1 to 2^31 − 1',
  )
  for (const name of Object.keys(unknown)) check(false, name, 'is not known')
  const sealer = createSealer(readKey(sealingKey))
  return { join: (kit) => joinFleet(kit, { store, sealer, scope, onStoreDown, leaseMs }) }
}

function readKey(source: SecretValue): string {
  const option = 'sealingKey'
  check(typeof source === 'string' || Secret.isInstance(source), option, 'must be a text or a Secret')
  const secret = createSecretReader(source, `shareTokens ${option}`, systemClock)() as Secret
  const key = secret.reveal()
  check(key.length >= SHORTEST_KEY, option, `must be ${SHORTEST_KEY} characters or more`)
  return key
}

function check(holds: boolean, option: string, what: string): void {
  if (!holds) throw new ConfigurationError({ message: `shareTokens: option "${option}" ${what}`, option })
}
