import assert from 'node:assert/strict'

import { AbortedError, TimeoutError, type OperationTree } from '@tenon/core'
import { createSeededRandom } from '@tenon/core/testing'

import type { Clause } from '../suite/clause.ts'
import { failureOf } from '../suite/failure-of.ts'
import { printed } from '../suite/printed.ts'
import { within } from '../suite/within.ts'
import { onProvider, type ProviderBench } from './provider-bench.ts'
import type { ProviderFeature, ProviderManifest } from './provider-manifest.ts'
import { randomJson } from './random-json.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const STATUSES = [400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 502, 503]
const BODIES = 300
const LOGINS = 60
const LONGEST_MESSAGE = 4_000
const SLOW_MS = 1_500
const SOON_MS = 500

/** How a client of the provider behaves when the vendor does not. */
export function callClauses<Options, Config, Operations extends OperationTree>(
  manifest: ProviderManifest<Options, Config, Operations>,
): Clause<ProviderFeature>[] {
  type Bench = ProviderBench<Options, Config, Operations>
  const on = (use: (bench: Bench) => Promise<void>) => () => onProvider(manifest, use)
  return [
    {
      name: 'every request has a fresh UUID in X-REQUEST-ID: logins, retries and those after a 401 too',
      run: () =>
        onProvider(
          manifest,
          async ({ fake, call, learn, answer }) => {
            const { called } = await learn()
            answer(called, { status: 503 }, 2)
            await call()
            answer(called, { status: 401 }, 1)
            await call().catch(() => {})
            for (let more = 0; more < 5; more += 1) await call()
            const ids = fake.requests.map(({ requestId }) => requestId ?? 'missing')
            for (const id of ids) assert.match(id, UUID)
            assert.equal(new Set(ids).size, ids.length, 'an id was used twice')
            assert.ok(ids.length >= 9)
          },
          { retry: { retries: 3, baseDelayMs: 1 } },
        ),
    },
    {
      name: 'a 401 is answered by one new credential, or is final',
      run: on(async ({ fake, client, call, learn, answer }) => {
        const { called } = await learn()
        const before = fake.requests.length
        answer(called, { status: 401 }, 1)
        const renews = client.auth.challenged !== undefined
        if (renews) await call()
        else assert.equal((await failureOf(call())).code, 'AUTHENTICATION')
        const made = fake.requests.slice(before).filter(({ operation }) => operation === called)
        assert.equal(made.length, renews ? 2 : 1)
      }),
    },
    {
      name: 'a 401 that stays is an AuthenticationError that says what to do, and no storm of logins',
      run: on(async ({ fake, call, learn, answer }) => {
        const { called, login } = await learn()
        answer(called, { status: 401 })
        for (let refused = 0; refused < 20; refused += 1) {
          const error = await failureOf(call())
          assert.equal(error.code, 'AUTHENTICATION')
          assert.notEqual(error.advice ?? '', '', 'it has advice')
        }
        const logins = fake.requests.filter(({ operation }) => operation === login && login !== undefined)
        assert.ok(logins.length <= 5, `${logins.length} logins`)
      }),
    },
    {
      name: `${BODIES} error bodies of any JSON shape give typed errors, of a length that fits a log`,
      run: on(async ({ call, learn, answer, fake }) => {
        const { called } = await learn()
        const random = createSeededRandom(7)
        for (let round = 0; round < BODIES; round += 1) {
          const status = STATUSES[round % STATUSES.length] as number
          const text = randomJson(random)
          answer(called, { status, text })
          await meetsTyped(call(), `${status} ${text.slice(0, 200)}`)
          fake.faults.clear()
        }
      }),
    },
    {
      name: `${BODIES} successful answers of any JSON shape give a result or a typed error`,
      run: on(async ({ call, learn, answer, fake }) => {
        const { called } = await learn()
        const random = createSeededRandom(8)
        for (let round = 0; round < BODIES; round += 1) {
          const text = randomJson(random)
          answer(called, { status: 200, text })
          const pending = call()
          const failed = await pending.then(
            () => false,
            () => true,
          )
          if (failed) await meetsTyped(pending, `200 ${text.slice(0, 200)}`)
          fake.faults.clear()
        }
      }),
    },
    {
      name: 'error bodies that are no JSON give typed errors',
      run: on(async ({ call, learn, answer, fake }) => {
        const { called } = await learn()
        const texts = [
          '',
          ' ',
          '<html><h1>502</h1></html>',
          '{"id":',
          'null x',
          '\uFEFF',
          '\u0000'.repeat(100),
        ]
        for (const text of texts) {
          for (const status of STATUSES) {
            answer(called, { status, text, headers: { 'content-type': 'text/html' } })
            await meetsTyped(call(), `${status} ${JSON.stringify(text)}`)
            fake.faults.clear()
          }
        }
      }),
    },
    {
      name: `${LOGINS} answers of any JSON shape to a login give a result or a typed error`,
      run: on(async ({ learn, open, answer, fake }) => {
        const { login } = await learn()
        if (login === undefined) return
        const random = createSeededRandom(9)
        for (let round = 0; round < LOGINS; round += 1) {
          const status = [200, ...STATUSES][round % (STATUSES.length + 1)] as number
          const text = randomJson(random)
          answer(login, { status, text })
          const pending = manifest.call(open(), {})
          const failed = await pending.then(
            () => false,
            () => true,
          )
          if (failed) await meetsTyped(pending, `login ${status} ${text.slice(0, 200)}`)
          fake.faults.clear()
        }
      }),
    },
    {
      name: 'half an answer is a malformed one',
      run: on(async ({ fake, call, learn }) => {
        const { called } = await learn()
        fake.faults.add({ operation: called, fault: { kind: 'malformed' } })
        assert.equal((await failureOf(call())).code, 'MALFORMED_RESPONSE')
      }),
    },
    {
      name: 'a connection that breaks is told as such, and the next call is clean',
      run: on(async ({ fake, call, learn }) => {
        const { called } = await learn()
        fake.faults.add({ operation: called, fault: { kind: 'drop-before' }, times: 1 })
        assert.equal((await failureOf(call())).code, 'CONNECTION')
        await call()
      }),
    },
    {
      name: 'the deadline of a call holds, whatever the vendor takes its time for',
      run: on(async ({ fake, learn, open }) => {
        const { called, login } = await learn()
        for (const operation of [called, login]) {
          if (operation === undefined) continue
          const clear = fake.faults.add({ operation, fault: { kind: 'slow', delayMs: SLOW_MS } })
          const error = await within(
            SOON_MS,
            `a slow ${operation}`,
            failureOf(manifest.call(open(), { timeoutMs: 100 })),
          )
          assert.ok(TimeoutError.isInstance(error), `the error is ${error.code}, not TIMEOUT`)
          assert.equal(error.phase, operation === login ? 'auth' : 'headers')
          clear()
        }
      }),
    },
    {
      name: 'an abort holds, with its reason',
      run: on(async ({ fake, call, learn }) => {
        const { called } = await learn()
        fake.faults.add({ operation: called, fault: { kind: 'slow', delayMs: SLOW_MS } })
        const controller = new AbortController()
        const reason = new Error('enough')
        setTimeout(() => controller.abort(reason), 50)
        const error = await within(SOON_MS, 'the call', failureOf(call({ signal: controller.signal })))
        assert.ok(AbortedError.isInstance(error), `the error is ${error.code}, not ABORTED`)
        assert.equal(error.reason, reason)
      }),
    },
    {
      name: 'a client that is closed says so, and asks nothing',
      run: on(async ({ fake, client, call }) => {
        await client.close()
        assert.equal((await failureOf(call())).code, 'CLOSED')
        assert.equal(fake.requests.length, 0)
      }),
    },
  ]
}

/** A typed error that somebody can print; none that means a mistake in the provider. */
async function meetsTyped(pending: Promise<unknown>, given: string): Promise<void> {
  const error = await failureOf(pending)
  assert.notEqual(error.code, 'CONFIGURATION', `the provider stumbled over ${given}: ${String(error.cause)}`)
  assert.ok(error.message.length <= LONGEST_MESSAGE, `a message of ${error.message.length} for ${given}`)
  printed(error)
}
