import assert from 'node:assert/strict'

import { ConnectionError } from '@tenon/core'

import type { Clause } from '../suite/clause.ts'
import { failureOf } from '../suite/failure-of.ts'
import { after, HOUR_S, onTokenSource, type TokenBench } from './token-bench.ts'
import type { TokenSourceFeature, TokenSourceManifest } from './token-source-manifest.ts'

/** What a 401 does, and how a source ends. */
export function rejectionClauses(manifest: TokenSourceManifest): Clause<TokenSourceFeature>[] {
  const on = (use: (bench: TokenBench) => Promise<void>) => () => onTokenSource(manifest, use)
  return [
    {
      name: 'a refused token is renewed; a late refusal of an older one changes nothing',
      run: on(async ({ clock, source, logins }) => {
        const first = await source.get()
        assert.equal(source.reject(first.generation), 'renewing')
        const second = await source.get()
        assert.notEqual(second.generation, first.generation)
        assert.equal(source.reject(first.generation), 'superseded')
        await clock.advance(0)
        assert.equal(source.peek(), second, 'the new token is kept')
        assert.equal(logins.length, 2)
      }),
    },
    {
      name: 'a hundred refusals of one token make one login',
      run: on(async ({ clock, source, logins, vendor }) => {
        const { generation } = await source.get()
        vendor.answersAtOnce = false
        for (let call = 0; call < 50; call += 1) assert.equal(source.reject(generation), 'renewing')
        await clock.advance(250)
        logins[1]?.resolve({ value: 'second', lifetimeSeconds: HOUR_S })
        await clock.advance(0)
        for (let call = 0; call < 50; call += 1) assert.equal(source.reject(generation), 'superseded')
        assert.equal(logins.length, 2)
      }),
    },
    {
      name: 'refusals cause three logins at once, then none: the token stays for the calls that it still serves',
      run: on(async ({ source }) => {
        const outcomes: string[] = []
        for (let round = 0; round < 4; round += 1)
          outcomes.push(source.reject((await source.get()).generation))
        assert.deepEqual(outcomes, ['renewing', 'renewing', 'renewing', 'budget-spent'])
        assert.ok(source.peek(), 'the token stays')
      }),
    },
    {
      name: 'a vendor that refuses every token gets 4 + one login in 10 s at most',
      run: on(async ({ clock, source, logins }) => {
        for (let step = 0; step < 1_000; step += 1) {
          source.reject((await source.get()).generation)
          await clock.advance(step % 7 === 0 ? 900 : 37)
          assert.ok(logins.length <= 4 + clock.monotonic() / 10_000, `${logins.length} logins`)
        }
        assert.ok(logins.length > 10, 'it goes on trying')
      }),
    },
    {
      name: 'close ends the login under way, and every waiter gets a ClosedError',
      run: on(async ({ clock, source, logins, vendor }) => {
        vendor.answersAtOnce = false
        const waiting = Array.from({ length: 10 }, () => failureOf(source.get()))
        await clock.advance(0)
        await source[Symbol.asyncDispose]()
        for (const error of await Promise.all(waiting)) assert.equal(error.code, 'CLOSED')
        assert.equal(logins[0]?.signal.aborted, true, 'the login is told to stop')
        assert.equal((await failureOf(source.get())).code, 'CLOSED')
        assert.equal(source.peek(), undefined)
        assert.equal(source.status().state, 'closed')
      }),
    },
    {
      name: 'close ends the waiting for a next attempt, and leaves no timer',
      run: on(async ({ clock, source, vendor }) => {
        vendor.failure = new ConnectionError({ message: 'down', sent: 'no' })
        await failureOf(source.get())
        const waiting = source.get()
        await source[Symbol.asyncDispose]()
        assert.equal(((await after(clock, 0, waiting)) as { code?: string }).code, 'CLOSED')
        assert.equal(clock.pendingTimers, 0)
      }),
    },
    {
      name: 'no timer runs while a token is at hand and nobody waits',
      run: on(async ({ clock, source }) => {
        await source.get()
        assert.equal(clock.pendingTimers, 0)
      }),
    },
  ]
}
