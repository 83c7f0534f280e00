import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'

import { ConnectionError, CredentialsRefusedError, PermissionError } from '@tenon/core'

import type { Clause } from '../suite/clause.ts'
import { failureOf } from '../suite/failure-of.ts'
import { after, ask, HOUR_S, MINUTE_MS, onTokenSource, type TokenBench } from './token-bench.ts'
import type { TokenSourceFeature, TokenSourceManifest } from './token-source-manifest.ts'

const CALLERS = 1_000
const down = new ConnectionError({ message: 'down', sent: 'no' })
const refused = new CredentialsRefusedError({ message: 'wrong secret' })

/** One login for all, whatever becomes of it. */
export function loginClauses(manifest: TokenSourceManifest): Clause<TokenSourceFeature>[] {
  const on = (use: (bench: TokenBench) => Promise<void>) => () => onTokenSource(manifest, use)
  return [
    {
      name: 'nothing is asked before the first caller, and peek() never throws',
      run: on(async ({ clock, source, logins }) => {
        assert.equal(source.peek(), undefined)
        assert.equal(source.status().state, 'none')
        await clock.advance(MINUTE_MS)
        assert.equal(logins.length, 0)
      }),
    },
    {
      name: `${CALLERS} callers share one login, cold and after the token's end`,
      run: on(async ({ clock, source, logins }) => {
        for (const expected of [1, 2]) {
          const results = await ask(source, CALLERS)
          assert.ok(results.every((result) => result.status === 'fulfilled'))
          assert.equal(logins.length, expected)
          await clock.advance(HOUR_S * 1000 + 1)
          assert.equal(source.peek(), undefined, 'a token is not served after its end')
        }
      }),
    },
    {
      name: 'a caller that aborts leaves alone, with its reason, and the login goes on for the others',
      run: on(async ({ clock, source, logins, vendor, value }) => {
        vendor.answersAtOnce = false
        const controller = new AbortController()
        const reason = new Error('gone')
        const leaving = source.get({ signal: controller.signal })
        const staying = value()
        await clock.advance(0)
        controller.abort(reason)
        assert.equal(await after(clock, 0, leaving), reason)
        assert.equal(logins[0]?.signal.aborted, false, 'the login goes on')
        logins[0]?.resolve({ value: 'late', lifetimeSeconds: HOUR_S })
        assert.equal(await after(clock, 0, staying), 'late')
      }),
    },
    {
      name: 'a login goes on when every caller has left, and serves the next one',
      run: on(async ({ clock, source, logins, vendor, value }) => {
        vendor.answersAtOnce = false
        const controller = new AbortController()
        const leaving = source.get({ signal: controller.signal })
        await clock.advance(0)
        controller.abort(new Error('gone'))
        assert.ok((await after(clock, 0, leaving)) instanceof Error)
        logins[0]?.resolve({ value: 'late', lifetimeSeconds: HOUR_S })
        await clock.advance(0)
        assert.equal(await value(), 'late')
        assert.equal(logins.length, 1)
      }),
    },
    {
      name: 'a signal that is aborted already starts no login',
      run: on(async ({ clock, source, logins }) => {
        const reason = new Error('before')
        assert.equal(await after(clock, 0, source.get({ signal: AbortSignal.abort(reason) })), reason)
        assert.equal(logins.length, 0)
      }),
    },
    {
      name: 'a login does not inherit the async context of the caller who started it',
      run: async () => {
        const storage = new AsyncLocalStorage<string>()
        let seen: string | undefined = 'not asked'
        const watched: TokenSourceManifest = {
          create: ({ login, ...setup }) =>
            manifest.create({
              ...setup,
              login: {
                ...login,
                issue(credential, signal) {
                  seen = storage.getStore()
                  return login.issue(credential, signal)
                },
              },
            }),
        }
        await onTokenSource(watched, async ({ value }) => void (await storage.run('a caller', () => value())))
        assert.equal(seen, undefined)
      },
    },
    {
      name: 'a login that fails fails all of its waiters, and the next caller waits for the next attempt',
      run: on(async ({ clock, source, logins, vendor, value }) => {
        vendor.failure = down
        const results = await ask(source, CALLERS)
        assert.ok(results.every((result) => result.status === 'rejected'))
        assert.equal(logins.length, 1)
        vendor.failure = undefined
        assert.equal(await after(clock, 500, value()), 'token-2')
      }),
    },
    {
      name: 'during back-off a caller whose deadline is before the next attempt fails at once, and is told when it is',
      needs: 'fast failure',
      run: on(async ({ clock, source, logins, vendor }) => {
        vendor.failure = down
        await failureOf(source.get())
        const error = await failureOf(source.get({ deadline: clock.monotonic() }))
        assert.equal(error.code, 'CONNECTION')
        assert.ok(error.retryAt !== undefined && error.retryAt.getTime() >= clock.wall())
        assert.equal(logins.length, 1)
      }),
    },
    {
      name: 'attempts that fail are spaced ever wider, to a minute at most',
      run: on(async ({ clock, source, logins, vendor }) => {
        vendor.failure = down
        const waits: number[] = []
        for (let attempt = 0; attempt < 40; attempt += 1) {
          const before = logins.length
          const startedAt = clock.monotonic()
          const waiting = failureOf(source.get())
          while (logins.length === before) {
            assert.ok(clock.monotonic() - startedAt <= 61_000, 'no wait is longer than a minute')
            await clock.advance(100)
          }
          await waiting
          waits.push(clock.monotonic() - startedAt)
        }
        assert.ok((waits[1] ?? 0) <= 600, 'the first wait is half a second at most')
        assert.ok(Math.max(...waits.slice(10)) > 10_000, 'later ones are longer')
      }),
    },
    {
      name: 'a login is given up after 15 s, and its late answer is of no use',
      run: on(async ({ clock, source, logins, vendor }) => {
        vendor.answersAtOnce = false
        const waiting = source.get()
        assert.equal(await after(clock, 14_999, waiting), 'waiting')
        assert.equal(((await after(clock, 1, waiting)) as { code?: string }).code, 'TIMEOUT')
        assert.equal(logins[0]?.signal.aborted, true, 'the login is told to stop')
        logins[0]?.resolve({ value: 'late', lifetimeSeconds: HOUR_S })
        await clock.advance(0)
        assert.equal(source.status().state, 'none')
      }),
    },
    ...['', 'with space', 'line\r\nbreak', 'é', undefined].map((bad) => ({
      name: `a login that answers with the token ${JSON.stringify(bad) ?? 'undefined'} is a malformed answer`,
      run: on(async ({ clock, source, logins, vendor }) => {
        vendor.answersAtOnce = false
        const failure = failureOf(source.get())
        await clock.advance(0)
        logins[0]?.resolve({ value: bad as string })
        assert.equal((await failure).code, 'MALFORMED_RESPONSE')
      }),
    })),
    {
      name: 'refused credentials fail all waiters, and are remembered for 5 s, then twice as long, to 5 min',
      needs: 'memory of refusals',
      run: on(async ({ clock, source, logins, vendor }) => {
        vendor.failure = refused
        for (const rememberedMs of [5, 10, 20, 40, 80, 160, 300, 300].map((seconds) => seconds * 1000)) {
          const before = logins.length
          const results = await ask(source, 200)
          assert.ok(results.every((result) => result.status === 'rejected'))
          assert.equal(logins.length, before + 1, 'one login for all')
          await clock.advance(rememberedMs - 1)
          assert.equal((await failureOf(source.get())).code, 'CREDENTIALS_REFUSED')
          assert.equal(logins.length, before + 1, `remembered for ${rememberedMs} ms`)
          await clock.advance(1)
        }
      }),
    },
    {
      name: 'a refusal is forgotten at once when the credential changes',
      needs: 'memory of refusals',
      run: on(async ({ source, logins, vendor, value }) => {
        vendor.failure = refused
        await failureOf(source.get())
        vendor.failure = undefined
        vendor.credential = 'second'
        assert.equal(await value(), 'token-2')
        assert.equal(logins[1]?.credential, 'second')
      }),
    },
    {
      name: 'an address that is not allowed counts as a refusal',
      needs: 'memory of refusals',
      run: on(async ({ source, logins, vendor }) => {
        vendor.failure = new PermissionError({ message: 'address not listed' })
        for (let caller = 0; caller < 3; caller += 1)
          assert.equal((await failureOf(source.get())).code, 'PERMISSION')
        assert.equal(logins.length, 1)
        assert.equal(source.status().state, 'refused')
      }),
    },
  ]
}
