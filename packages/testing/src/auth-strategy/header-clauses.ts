import assert from 'node:assert/strict'

import type { Clause } from '../suite/clause.ts'
import { printed } from '../suite/printed.ts'
import type { AuthStrategyFeature, AuthStrategyManifest } from './auth-strategy-manifest.ts'
import { onStrategy, type StrategyBench } from './strategy-bench.ts'

const CALLERS = 1_000
const HEADER_SAFE = /^[\x20-\x7e]+$/
const OTHERS = { accept: 'application/json', 'x-request-id': 'id', cookie: 'theme=dark' }

/** How a credential is put on a request, and where it must not show. */
export function headerClauses(manifest: AuthStrategyManifest): Clause<AuthStrategyFeature>[] {
  const on = (use: (bench: StrategyBench) => Promise<void>) => () => onStrategy(manifest, use)
  return [
    {
      name: 'it has a name, and names its headers in lower case',
      run: on(async ({ strategy }) => {
        assert.notEqual(strategy.name, '')
        assert.ok(strategy.headers.length > 0, 'it sets one header at least')
        for (const header of strategy.headers) assert.match(header, /^[a-z0-9!#$%&'*+.^_`|~-]+$/)
      }),
    },
    {
      name: 'it sets only the headers that it declares, and the credential is in them',
      run: on(async ({ strategy, authorize, canaries }) => {
        const { request } = await authorize(OTHERS)
        const set: Record<string, string> = {}
        for (const [name, value] of Object.entries(request.headers)) {
          if (Object.hasOwn(OTHERS, name)) assert.equal(value, OTHERS[name as keyof typeof OTHERS])
          else set[name] = value
        }
        for (const [name, value] of Object.entries(set)) {
          assert.ok(strategy.headers.includes(name), `it does not declare the header ${name}`)
          assert.match(value, HEADER_SAFE, `the header ${name} has characters that cannot stand in a header`)
        }
        assert.notDeepEqual(
          canaries.findIn(Object.values(set).join('\n')),
          [],
          'no header has the credential',
        )
      }),
    },
    {
      name: 'it replaces what stands in its headers, and does not append',
      run: on(async ({ strategy, authorize }) => {
        const clean = (await authorize()).request.headers
        const stale = Object.fromEntries(strategy.headers.map((header) => [header, 'stale']))
        assert.deepEqual((await authorize(stale)).request.headers, clean)
        assert.deepEqual((await authorize(clean)).request.headers, clean)
      }),
    },
    {
      name: 'it touches nothing but headers',
      run: on(async ({ authorize }) => {
        const { headers: _, ...rest } = (await authorize()).request
        const untouched = { method: 'POST', origin: 'https://vendor.test', path: '/probe?page=1' }
        assert.deepEqual(rest, { ...untouched, body: '{"name":"one"}' })
      }),
    },
    {
      name: 'it is synchronous while a credential is at hand',
      needs: 'synchronous while warm',
      run: on(async ({ authorize }) => {
        await authorize()
        for (let call = 0; call < 3; call += 1) assert.ok((await authorize()).synchronous)
      }),
    },
    {
      name: 'a strategy that says it is ready has its credential at hand',
      run: on(async ({ strategy, planted, authorize }) => {
        await strategy.ready?.()
        const before = planted.length
        await authorize()
        if (strategy.ready !== undefined) assert.equal(planted.length, before)
      }),
    },
    {
      name: `${CALLERS} calls at once get the same credential, which is asked for once`,
      run: on(async ({ inCall, strategy, planted }) => {
        const headers = await inCall((call) =>
          Promise.all(
            Array.from({ length: CALLERS }, async () => {
              const own: Record<string, string> = {}
              await strategy.authorize(
                { method: 'GET', origin: 'https://vendor.test', path: '/', headers: own, body: undefined },
                call,
              )
              return own
            }),
          ),
        )
        assert.equal(planted.length, 1)
        for (const own of headers) assert.deepEqual(own, headers[0])
        assert.equal(new Set(headers).size, CALLERS)
      }),
    },
    {
      name: 'its secret shows in nothing that is printed: itself, its grants, its log lines',
      run: on(async ({ strategy, authorize, canaries, lines, clock }) => {
        assert.deepEqual(canaries.findIn(printed(strategy)), [], 'when it is cold')
        const { grant } = await authorize()
        assert.deepEqual(canaries.findIn(printed(strategy, grant, lines)), [], 'when it is warm')
        await clock.advance(3_000_000)
        await authorize()
        assert.deepEqual(canaries.findIn(printed(strategy, lines)), [], 'fifty minutes later')
      }),
    },
    {
      name: 'its secret shows in no error and in no record of a call',
      run: on(async (bench) => {
        for (const status of [400, 401, 403, 429, 500]) {
          bench.answer = () => status
          const pending = bench.call()
          const error = await pending.catch((problem: unknown) => problem)
          assert.ok(error instanceof Error)
          const text = printed(error, pending.call, bench.lines)
          assert.deepEqual(bench.canaries.findIn(text), [], `after ${status}`)
        }
      }),
    },
  ]
}
