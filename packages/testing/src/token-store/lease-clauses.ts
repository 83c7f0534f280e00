import assert from 'node:assert/strict'

import type { Clause } from '../suite/clause.ts'
import { adopted, onTokenStore, tokenOf, type StoreBench } from './store-bench.ts'
import type { TokenStoreFeature, TokenStoreManifest } from './token-store-manifest.ts'

const TAKERS = 100

/** Everybody asks at once, on both handles. */
function storm({ store, other, key, leaseMs }: StoreBench, seen?: string): Promise<string[]> {
  const steps = Array.from({ length: TAKERS }, async (_, taker) => {
    const { state } = await (taker % 2 === 0 ? store : other).step(key, seen, leaseMs)
    return state
  })
  return Promise.all(steps)
}

function count(states: readonly string[], state: string): number {
  return states.filter((one) => one === state).length
}

/** One login at a time, and no outcome of a login that was given up. */
export function leaseClauses(manifest: TokenStoreManifest): Clause<TokenStoreFeature>[] {
  const on = (use: (bench: StoreBench) => Promise<void>) => () => onTokenStore(manifest, use)
  return [
    {
      name: `of ${TAKERS} takers at once one gets the lease, and the others wait`,
      run: on(async (bench) => {
        const states = await storm(bench)
        assert.equal(count(states, 'leased'), 1)
        assert.equal(count(states, 'wait'), TAKERS - 1)
      }),
    },
    {
      name: 'a lease that was not used is over at its time, and the next one has a larger fence',
      run: on(async (bench) => {
        const { lease, step, wait, leaseMs } = bench
        const first = await lease()
        await wait(leaseMs / 2)
        assert.equal((await step()).state, 'wait', 'it lasts')
        // Who asks and waits must not prolong it.
        await wait(leaseMs / 2 + 5)
        const states = await storm(bench)
        assert.equal(count(states, 'leased'), 1, 'one takes it over')
        await wait(leaseMs + 5)
        assert.ok((await lease()) > first + 1)
      }),
    },
    {
      name: 'fences are whole numbers that only grow, whatever becomes of the leases',
      run: on(async ({ lease, put, fail, wait, leaseMs }) => {
        const fences: number[] = []
        for (let round = 0; round < 3; round += 1) {
          fences.push(await lease(`token-${round - 1}`))
          await put(fences.at(-1) ?? 0, tokenOf(`token-${round}`))
          fences.push(await lease(`token-${round}`))
          await fail(fences.at(-1) ?? 0, 0)
        }
        fences.push(await lease('token-2'))
        await wait(leaseMs + 5)
        fences.push(await lease('token-2'))
        assert.ok(fences.every(Number.isSafeInteger))
        assert.deepEqual(
          fences,
          [...new Set(fences)].toSorted((one, next) => one - next),
        )
      }),
    },
    {
      name: 'a put and a fail end the lease at once',
      run: on(async ({ lease, put, fail }) => {
        assert.equal(await put(await lease(), tokenOf('first')), true)
        assert.equal(await fail(await lease('first'), 0), true)
        await lease('first')
      }),
    },
    ...(['put', 'fail'] as const).map((outcome) => ({
      name: `a ${outcome} is refused once the lease was used, is past its time, or was taken by another`,
      run: on(async (bench: StoreBench) => {
        const { lease, step, wait, leaseMs } = bench
        const late = (fence: number): Promise<boolean> =>
          outcome === 'put' ? bench.put(fence, tokenOf('late')) : bench.fail(fence, 60_000)
        const used = await lease()
        assert.equal(await bench.put(used, tokenOf('kept')), true)
        assert.equal(await late(used), false, 'used')
        const lapsed = await lease('kept')
        await wait(leaseMs + 5)
        assert.equal(await late(lapsed), false, 'past its time')
        const current = await lease('kept')
        assert.equal(await late(lapsed), false, 'taken by another')
        assert.equal(await late(current + 1), false, 'a fence that was never given')
        assert.equal((await step('kept')).state, 'wait', 'the lease of the other is untouched')
        assert.equal(adopted(await step()), 'kept', 'the token is untouched')
        assert.equal(await bench.put(current, tokenOf('next')), true, 'the holder writes')
      }),
    })),
    {
      name: 'storms of steps while tokens and failures come and go: one lease for each',
      run: on(async (bench) => {
        const { lease, put, fail, step } = bench
        let seen: string | undefined
        for (let round = 0; round < 8; round += 1) {
          const holder = await lease(seen)
          const before = await storm(bench, seen)
          assert.equal(count(before, 'leased'), 0, 'while it is held')
          const next = `token-${round}`
          const finishing = round % 2 === 0 ? put(holder, tokenOf(next)) : fail(holder, 0)
          const [kept, during] = await Promise.all([finishing, storm(bench, seen)])
          assert.equal(kept, true)
          const taken = count(during, 'leased')
          assert.ok(taken <= (round % 2 === 0 ? 0 : 1), `${taken} leases`)
          if (round % 2 === 0) seen = adopted(await step(seen))
          if (taken === 1) await bench.wait(bench.leaseMs + 5)
        }
      }),
    },
    {
      name: 'after a loss fences go on above the old ones, and the old holder writes nothing',
      needs: 'loss',
      run: on(async ({ key, lease, put, fail, wait, leaseMs }) => {
        assert.ok(manifest.lose, 'a manifest that does not lack "loss" has lose()')
        for (let round = 0; round < 5; round += 1) await fail(await lease(), 0)
        const old = await lease()
        // The new count starts from the time: it need not be ahead of more than one lease in a millisecond.
        await wait(leaseMs)
        await manifest.lose(key)
        assert.equal(await put(old, tokenOf('late')), false)
        const next = await lease()
        assert.ok(next > old, `${next} follows ${old}`)
        assert.equal(await put(old, tokenOf('late')), false)
        assert.equal(await put(next, tokenOf('new')), true)
      }),
    },
  ]
}
