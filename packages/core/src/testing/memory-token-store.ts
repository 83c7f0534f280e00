import type { StoredFailure, StoredToken, TokenStep, TokenStore } from '../auth/token-store.ts'
import type { Clock } from '../clock/clock.ts'

export interface MemoryTokenStoreOptions {
  readonly clock: Clock
  /** Where it keeps what it is given: two stores with the same map are two handles on one storage. Default: its own. */
  readonly records?: Map<string, TokenRecord>
}

/** What is kept for one key. Moments are on the clock's monotonic time. */
export interface TokenRecord {
  token?: StoredToken & { readonly bornAt: number }
  failure?: StoredFailure & { readonly until: number }
  lease?: { readonly takenAt: number; readonly until: number }
  fence: number
  failures: number
}

/** A `TokenStore` for tests: what real ones must do, in the fewest words. */
export function createMemoryTokenStore(options: MemoryTokenStoreOptions): TokenStore {
  const { clock, records = new Map<string, TokenRecord>() } = options

  function step(key: string, seen: string | undefined, leaseMs: number): TokenStep {
    const now = clock.monotonic()
    // A new count starts from the time, so that it is above what was counted before the record was lost.
    const record = records.get(key) ?? { fence: Math.floor(clock.wall()), failures: 0 }
    records.set(key, record)
    const { token, failure, lease } = record
    if (token !== undefined && token.id !== seen && now < token.bornAt + token.lifeMs)
      return { state: 'adopt', id: token.id, sealed: token.sealed.slice(), ageMs: now - token.bornAt }
    if (failure !== undefined && now < failure.until)
      return { state: 'failed', code: failure.code, remainingMs: failure.until - now }
    if (lease !== undefined && now < lease.until) return { state: 'wait' }
    record.lease = { takenAt: now, until: now + leaseMs }
    record.fence += 1
    return { state: 'leased', fence: record.fence, failures: record.failures }
  }

  /** Ends the lease of this fence, if it is alive, and has its holder's outcome kept. */
  function finish(key: string, fence: number, keep: (record: TokenRecord, takenAt: number) => void): boolean {
    const record = records.get(key)
    const lease = record?.lease
    if (record?.fence !== fence || lease === undefined || clock.monotonic() >= lease.until) return false
    delete record.lease
    keep(record, lease.takenAt)
    return true
  }

  return {
    step: async (...parts) => step(...parts),
    put: async (key, fence, { id, sealed, lifeMs }) =>
      finish(key, fence, (record, bornAt) => {
        record.token = { id, sealed: sealed.slice(), lifeMs, bornAt }
        record.failures = 0
        delete record.failure
      }),
    fail: async (key, fence, failure) =>
      finish(key, fence, (record) => {
        record.failure = { ...failure, until: clock.monotonic() + failure.forMs }
        record.failures += 1
      }),
  }
}
