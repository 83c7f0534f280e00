import assert from 'node:assert/strict'

import type { Clause } from '../suite/clause.ts'
import { adopted, onTokenStore, tokenOf, type StoreBench } from './store-bench.ts'
import type { TokenStoreFeature, TokenStoreManifest } from './token-store-manifest.ts'

/** Milliseconds that commands may take in a case. */
const SLACK_MS = 1_000

/** What one process has learned of a login that failed, all know. */
export function failureClauses(manifest: TokenStoreManifest): Clause<TokenStoreFeature>[] {
  const on = (use: (bench: StoreBench) => Promise<void>) => () => onTokenStore(manifest, use)
  return [
    {
      name: 'a failure is told to everybody, with its code and what is left of it, and nobody gets the lease',
      run: on(async ({ store, other, key, leaseMs, lease, fail, wait }) => {
        assert.equal(await fail(await lease(), 60_000, 'CREDENTIALS_REFUSED'), true)
        await wait(leaseMs)
        for (const handle of [store, other]) {
          const told = await handle.step(key, undefined, leaseMs)
          assert.ok(told.state === 'failed')
          assert.equal(told.code, 'CREDENTIALS_REFUSED')
          const gone = 60_000 - told.remainingMs
          assert.ok(gone >= leaseMs - 5 && gone <= leaseMs + SLACK_MS, `${gone} ms are gone`)
        }
      }),
    },
    {
      name: 'a failure is over at its time, by the clock of the store',
      run: on(async ({ lease, fail, step, wait, leaseMs }) => {
        await fail(await lease(), leaseMs)
        assert.equal((await step()).state, 'failed')
        await wait(leaseMs + 5)
        assert.equal((await step()).state, 'leased')
      }),
    },
    {
      name: 'failures in a row are counted, until a token is put',
      run: on(async ({ lease, fail, put, step }) => {
        for (const expected of [0, 1, 2, 3]) {
          const taken = await step()
          assert.ok(taken.state === 'leased')
          assert.equal(taken.failures, expected)
          await fail(taken.fence, 0)
        }
        await put(await lease(), tokenOf('first'))
        const afterwards = await step('first')
        assert.ok(afterwards.state === 'leased')
        assert.equal(afterwards.failures, 0)
      }),
    },
    {
      name: 'while a failure is alive, a token that is alive serves who has not seen it',
      run: on(async ({ lease, fail, put, step }) => {
        await put(await lease(), tokenOf('first'))
        await fail(await lease('first'), 60_000)
        assert.equal(adopted(await step()), 'first')
        assert.equal((await step('first')).state, 'failed')
      }),
    },
    {
      name: 'a token ends a failure that came before it',
      run: on(async ({ lease, fail, put, step, wait, leaseMs }) => {
        await fail(await lease(), leaseMs / 2)
        await wait(leaseMs / 2 + 5)
        await put(await lease(), tokenOf('first'))
        assert.equal(adopted(await step()), 'first')
        assert.equal((await step('first')).state, 'leased')
      }),
    },
  ]
}
