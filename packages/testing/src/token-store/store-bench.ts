import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import type { StoredToken, TokenStep, TokenStore } from '@tenon/core'

import type { TokenStoreManifest } from './token-store-manifest.ts'

export interface StoreBench {
  readonly store: TokenStore
  /** A second handle on the same storage. */
  readonly other: TokenStore
  /** Nobody else uses it. */
  readonly key: string
  readonly leaseMs: number
  readonly wait: (ms: number) => Promise<void>
  /** A step of a caller who has seen this token. */
  readonly step: (seen?: string) => Promise<TokenStep>
  /** Takes the lease, which must be free, and tells its fence. */
  readonly lease: (seen?: string) => Promise<number>
  readonly put: (fence: number, token: StoredToken) => Promise<boolean>
  readonly fail: (fence: number, forMs: number, code?: string) => Promise<boolean>
}

/** Runs a case with two handles on the storage, and a key of its own. */
export async function onTokenStore(
  manifest: TokenStoreManifest,
  use: (bench: StoreBench) => Promise<void>,
): Promise<void> {
  const { connect, leaseMs, wait = (ms) => delay(ms) } = manifest
  const [first, second] = [await connect(), await connect()]
  const key = `suite:${randomUUID()}`
  const { store } = first
  const step: StoreBench['step'] = (seen) => store.step(key, seen, leaseMs)
  try {
    await use({
      store,
      other: second.store,
      key,
      leaseMs,
      wait,
      step,
      async lease(seen) {
        const taken = await step(seen)
        assert.equal(taken.state, 'leased', 'the lease is free')
        return (taken as { fence: number }).fence
      },
      put: (fence, token) => store.put(key, fence, token),
      fail: (fence, forMs, code = 'CONNECTION') => store.fail(key, fence, { code, forMs }),
    })
  } finally {
    await first.close?.()
    await second.close?.()
  }
}

/** A token of a minute, unless told otherwise. */
export function tokenOf(id: string, change: Partial<StoredToken> = {}): StoredToken {
  return { id, sealed: randomBytes(64), lifeMs: 60_000, ...change }
}

/** The id of the token that a step has adopted; fails where it has not. */
export function adopted(step: TokenStep): string {
  assert.equal(step.state, 'adopt')
  return (step as { id: string }).id
}
