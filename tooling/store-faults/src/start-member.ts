import { randomUUID } from 'node:crypto'

import { loginCredential, silentLogger, systemClock, type TokenSource, type TokenStore } from '@tenon/core'
import { shareTokens } from '@tenon/fleet'

/** A vendor that gives whoever asks a token. */
export interface Vendor {
  logins: number
  lifetimeSeconds: number
}

/** One process of a fleet, as far as its tokens are concerned. */
export interface Member {
  readonly source: TokenSource
  readonly store: TokenStore
  /** The token that a caller gets now. */
  value(): Promise<string>
  /** The vendor has refused its token: the next one, and how long a caller waited for it. */
  renew(): Promise<{ readonly value: string; readonly ms: number }>
  close(): Promise<void>
}

/** Waits are as short as they can be: a store that does not answer is left alone for a second, nobody spreads. */
const random = { fraction: () => 0, uuid: () => randomUUID() }

export function startMember(vendor: Vendor, store: TokenStore, account: string): Member {
  const { tokens: source } = loginCredential({
    clock: systemClock,
    random,
    logger: silentLogger,
    tokens: shareTokens({ store, sealingKey: 'a key that every process of the fleet has', leaseMs: 2_000 }),
    scope: account,
    credential: () => 'secret',
    identify: (secret) => [secret],
    async issue() {
      vendor.logins += 1
      return { value: `token-${vendor.logins}`, lifetimeSeconds: vendor.lifetimeSeconds }
    },
  })
  const get = async (): Promise<{ value: string; generation: number }> => {
    const { value, generation } = await source.get()
    return { value: value.reveal(), generation }
  }
  return {
    source,
    store,
    value: async () => (await get()).value,
    async renew() {
      source.reject((await get()).generation)
      const startedAt = performance.now()
      const { value } = await get()
      return { value, ms: performance.now() - startedAt }
    },
    close: () => source[Symbol.asyncDispose](),
  }
}
