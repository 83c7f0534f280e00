import assert from 'node:assert/strict'

import type { Challenge, Grant, HttpResponse } from '@tenon/core'

import type { Clause } from '../suite/clause.ts'
import { failureOf } from '../suite/failure-of.ts'
import type { AuthStrategyFeature, AuthStrategyManifest } from './auth-strategy-manifest.ts'
import { onStrategy, type StrategyBench } from './strategy-bench.ts'

const REFUSAL: HttpResponse = { status: 401, headers: {}, body: new Uint8Array() }

/** What the strategy says to a 401. Undefined for one that has no answer. */
function challenge({ strategy, inCall }: StrategyBench, grant: Grant): Promise<Challenge | undefined> {
  return inCall((call) => strategy.challenged?.(REFUSAL, grant, call))
}

/** The answer to a 401, and the end. */
export function challengeClauses(manifest: AuthStrategyManifest): Clause<AuthStrategyFeature>[] {
  const on = (use: (bench: StrategyBench) => Promise<void>) => () => onStrategy(manifest, use)
  return [
    {
      name: 'a credential that is refused always fails the call after one new one at most',
      run: on(async (bench) => {
        bench.answer = () => 401
        const error = await failureOf(bench.call())
        assert.equal(error.code, 'AUTHENTICATION')
        assert.equal(bench.requests.length, bench.strategy.challenged === undefined ? 1 : 2)
      }),
    },
    {
      name: 'a credential that is refused once is replaced, or the refusal is final',
      run: on(async (bench) => {
        const { strategy, planted, requests, canaries } = bench
        let refused = false
        bench.answer = () => (refused ? 200 : ((refused = true), 401))
        const pending = bench.call()
        if (strategy.challenged === undefined) {
          assert.equal((await failureOf(pending)).code, 'AUTHENTICATION')
          assert.equal(requests.length, 1)
          return
        }
        await pending
        assert.equal(planted.length, 2, 'a new credential was asked for')
        const [, second] = requests
        assert.deepEqual(canaries.findIn(JSON.stringify(second?.headers)), ['credential-2'])
        assert.deepEqual(
          pending.call.attempts.map(({ reason }) => reason),
          ['first', 'reauthorized'],
        )
      }),
    },
    {
      name: 'a late refusal of an older credential is worth another try, and costs no new one',
      run: on(async (bench) => {
        const { strategy, authorize, planted } = bench
        const old = await authorize()
        if (strategy.challenged === undefined) return
        assert.equal(await challenge(bench, old.grant), 'reauthorize')
        const current = await authorize()
        assert.notDeepEqual(current.grant, old.grant)
        for (let late = 0; late < 50; late += 1)
          assert.equal(await challenge(bench, old.grant), 'reauthorize')
        assert.deepEqual((await authorize()).request.headers, current.request.headers)
        assert.equal(planted.length, 2)
      }),
    },
    {
      name: 'an endpoint that refuses every credential causes no storm of new ones',
      run: on(async (bench) => {
        bench.answer = () => 401
        for (let call = 0; call < 100; call += 1) await failureOf(bench.call())
        assert.ok(bench.planted.length <= 4, `${bench.planted.length} credentials were asked for`)
      }),
    },
    {
      name: 'close() is the end: what waits for a credential does not wait for ever',
      run: on(async ({ strategy, call, clock }) => {
        const pending = call()
        const settled = pending.then(
          () => true,
          () => true,
        )
        await strategy.close?.()
        await clock.advance(0)
        assert.equal(await Promise.race([settled, Promise.resolve(false)]), true)
      }),
    },
  ]
}
