import assert from 'node:assert/strict'
import { inspect } from 'node:util'

import { ConnectionError } from '@tenon/core'

import type { Clause } from '../suite/clause.ts'
import { failureOf } from '../suite/failure-of.ts'
import { after, MINUTE_MS, onTokenSource, type TokenBench } from './token-bench.ts'
import type { TokenSourceFeature, TokenSourceManifest } from './token-source-manifest.ts'

/** Lifetime, softAt and hardAt, in seconds: the table of `docs/architecture.md`. */
const TIMES = [
  [20, 10, 18],
  [60, 30, 54],
  [300, 150, 270],
  [600, 300, 540],
  [900, 600, 810],
  [1_500, 1_200, 1_350],
  [3_600, 2_880, 3_300],
  [7_200, 5_760, 6_900],
] as const

/** What vendors send, and the lifetime that it counts as, in seconds. */
const STATED: readonly (readonly [unknown, number])[] = [
  [undefined, 300],
  [null, 300],
  [0, 300],
  [-1, 300],
  [Number.NaN, 300],
  [Number.POSITIVE_INFINITY, 300],
  ['soon', 300],
  [{}, 300],
  ['3600', 3_600],
  [' 60 ', 60],
  [0.5, 0.5],
  [1, 1],
  [1e12, 1e12],
]

const down = new ConnectionError({ message: 'down', sent: 'no' })

async function keepsItsTimes(
  { clock, source, logins, vendor, value }: TokenBench,
  life: number,
  softAt: number,
  hardAt: number,
): Promise<void> {
  vendor.lifetimeSeconds = life
  await value()
  vendor.answersAtOnce = false
  await clock.advance(softAt * 1000 - 1)
  assert.ok(source.peek())
  await clock.advance(0)
  assert.equal(logins.length, 1, `no refresh before ${softAt} s`)
  await clock.advance(1)
  for (let caller = 0; caller < 100; caller += 1) assert.ok(source.peek(), 'the old token is served')
  await clock.advance(0)
  assert.equal(logins.length, 2, `one refresh from ${softAt} s on`)
  // The login of the refresh fails, so that the next one is due at hardAt.
  logins[1]?.reject(down)
  await clock.advance(hardAt * 1000 - clock.monotonic() - 1)
  assert.ok(source.peek(), `the old token is served until ${hardAt} s`)
  await clock.advance(1)
  assert.equal(await after(clock, 0, value()), 'waiting', `callers wait from ${hardAt} s on`)
  logins.at(-1)?.resolve({ value: 'fresh', lifetimeSeconds: life })
  await clock.advance(0)
  assert.equal(await value(), 'fresh')
}

/** When a token is renewed, on a clock that moves only when it is told to. */
export function refreshClauses(manifest: TokenSourceManifest): Clause<TokenSourceFeature>[] {
  const on = (use: (bench: TokenBench) => Promise<void>) => () => onTokenSource(manifest, use)
  return [
    ...TIMES.map(([life, softAt, hardAt]) => ({
      name: `a token of ${life} s is refreshed in the background from ${softAt} s, and waited for from ${hardAt} s`,
      run: on((bench) => keepsItsTimes(bench, life, softAt, hardAt)),
    })),
    ...STATED.map(([stated, life]) => ({
      name: `a lifetime of ${inspect(stated)} counts as ${life} s`,
      run: on(async ({ source, vendor, value }) => {
        vendor.lifetimeSeconds = stated
        await value()
        assert.equal(source.status().remainingMs, life * 1000)
      }),
    })),
    {
      name: 'the lifetime counts from the moment the login was sent',
      run: on(async ({ clock, source, logins, vendor, value }) => {
        vendor.answersAtOnce = false
        const first = value()
        await clock.advance(9_000)
        logins[0]?.resolve({ value: 'slow', lifetimeSeconds: 60 })
        await first
        assert.equal(source.status().remainingMs, 51_000)
      }),
    },
    {
      name: 'a jump of the wall clock changes nothing',
      run: on(async ({ clock, source, logins, value }) => {
        await value()
        for (const hours of [-10, 1_000]) {
          clock.shiftWall(hours * 60 * MINUTE_MS)
          assert.equal(source.peek()?.generation, 1)
        }
        assert.equal(logins.length, 1)
      }),
    },
    {
      name: 'callers wait 10 s at most for a refresh while the old token lives, and the refresh goes on',
      run: on(async ({ clock, source, logins, vendor, value }) => {
        await value()
        vendor.answersAtOnce = false
        await clock.advance(55 * MINUTE_MS)
        const waiting = value()
        assert.equal(await after(clock, 9_999, waiting), 'waiting')
        assert.equal(await after(clock, 1, waiting), 'token-1')
        logins[1]?.resolve({ value: 'second', lifetimeSeconds: 3_600 })
        await clock.advance(0)
        assert.equal(source.peek()?.value.reveal(), 'second')
      }),
    },
    {
      name: 'a refresh that fails lets the old token serve until its real end, with attempts spaced',
      run: on(async ({ clock, logins, vendor, value }) => {
        await value()
        vendor.failure = down
        await clock.advance(48 * MINUTE_MS)
        for (; clock.monotonic() < 60 * MINUTE_MS; await clock.advance(1_000))
          assert.equal(await value(), 'token-1')
        assert.ok(logins.length > 5, 'it goes on trying')
        assert.ok(logins.length < 100, `it does not hammer: ${logins.length} logins in 12 minutes`)
        assert.equal((await failureOf(value({ deadline: clock.monotonic() }))).code, 'CONNECTION')
      }),
    },
  ]
}
