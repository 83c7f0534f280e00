import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'

import type { Clause } from '../suite/clause.ts'
import { adopted, onTokenStore, tokenOf, type StoreBench } from './store-bench.ts'
import type { TokenStoreFeature, TokenStoreManifest } from './token-store-manifest.ts'

const SEALED: Readonly<Record<string, Uint8Array>> = {
  'no bytes': new Uint8Array(),
  'a zero': new Uint8Array(1),
  'every byte there is': Uint8Array.from({ length: 256 }, (_, index) => index),
  'what is no UTF-8': Uint8Array.of(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x0d, 0x0a),
  '8 kB': randomBytes(8_192),
  '16 kB': randomBytes(16_384),
}
/** Milliseconds that commands may take in a case. */
const SLACK_MS = 1_000

/** Who is given which token, and until when. */
export function tokenClauses(manifest: TokenStoreManifest): Clause<TokenStoreFeature>[] {
  const on = (use: (bench: StoreBench) => Promise<void>) => () => onTokenStore(manifest, use)
  return [
    {
      name: 'a token that was put is adopted by everybody who has not seen it',
      run: on(async ({ store, other, key, leaseMs, lease, put }) => {
        await put(await lease(), tokenOf('first'))
        for (const handle of [store, other])
          for (const seen of [undefined, 'another', 'firs', 'FIRST'])
            assert.equal(adopted(await handle.step(key, seen, leaseMs)), 'first')
      }),
    },
    {
      name: 'the token that a caller has seen is not adopted again: one renews it, the others wait',
      run: on(async ({ lease, put, step }) => {
        await put(await lease(), tokenOf('first'))
        const fence = await lease('first')
        assert.equal((await step('first')).state, 'wait')
        assert.equal(adopted(await step()), 'first', 'while it is renewed it serves who has none')
        await put(fence, tokenOf('second'))
        assert.equal(adopted(await step('first')), 'second')
        assert.equal(adopted(await step()), 'second')
      }),
    },
    {
      name: 'tokens have no order: one is adopted instead of any other',
      run: on(async ({ lease, put, step }) => {
        await put(await lease(), tokenOf('9'))
        await put(await lease('9'), tokenOf('1'))
        assert.equal(adopted(await step('9')), '1')
        await put(await lease('1'), tokenOf('9'))
        assert.equal(adopted(await step('1')), '9')
      }),
    },
    ...Object.entries(SEALED).map(([what, sealed]) => ({
      name: `the bytes come back as they went: ${what}`,
      run: on(async ({ store, other, key, leaseMs, lease, put }: StoreBench) => {
        const given = Uint8Array.from(sealed)
        await put(await lease(), tokenOf('bytes', { sealed: given }))
        given.fill(7)
        for (const handle of [store, other]) {
          const step = await handle.step(key, undefined, leaseMs)
          assert.ok(step.state === 'adopt')
          assert.ok(Buffer.from(sealed).equals(step.sealed))
        }
      }),
    })),
    {
      name: 'the age of a token counts from the moment that its lease was taken, by the clock of the store',
      run: on(async ({ lease, put, step, wait, leaseMs }) => {
        const fence = await lease()
        await wait(leaseMs / 2)
        await put(fence, tokenOf('first'))
        await wait(leaseMs)
        const adoption = await step()
        assert.ok(adoption.state === 'adopt')
        const { ageMs } = adoption
        assert.ok(ageMs >= leaseMs * 1.5 - 5 && ageMs <= leaseMs * 1.5 + SLACK_MS, `${ageMs} ms`)
      }),
    },
    {
      name: 'a token lives for as long as it was given, from the moment that its lease was taken',
      run: on(async ({ lease, put, step, wait, leaseMs }) => {
        const fence = await lease()
        await wait(leaseMs / 2)
        await put(fence, tokenOf('first', { lifeMs: leaseMs * 1.5 }))
        assert.equal(adopted(await step()), 'first')
        await wait(leaseMs + 5)
        assert.equal((await step()).state, 'leased', 'it is over')
      }),
    },
    {
      name: 'a token without a life is not adopted, and the longest life is taken',
      run: on(async ({ lease, put, step }) => {
        assert.equal(await put(await lease(), tokenOf('none', { lifeMs: 0 })), true)
        assert.equal(await put(await lease(), tokenOf('long', { lifeMs: 2 ** 31 - 1 })), true)
        assert.equal(adopted(await step()), 'long')
      }),
    },
    {
      name: 'keys share nothing, however alike they are',
      run: on(async ({ store, key, leaseMs, lease, put, fail, step }) => {
        await put(await lease(), tokenOf('first'))
        const held = await lease('first')
        const alike = [
          `${key}:`,
          `${key}*`,
          `${key}%`,
          key.toUpperCase(),
          key.slice(0, -1),
          `${key}:lease`,
          `{${key}}`,
        ]
        for (const [index, neighbour] of alike.entries()) {
          const taken = await store.step(neighbour, undefined, leaseMs)
          assert.ok(taken.state === 'leased', neighbour)
          assert.equal(taken.failures, 0)
          assert.equal(await store.put(neighbour, taken.fence, tokenOf(`of ${index}`)), true)
        }
        assert.equal(adopted(await step()), 'first')
        assert.equal(await fail(held, 60_000), true, 'its lease is its own')
        for (const neighbour of alike)
          assert.notEqual((await store.step(neighbour, 'first', leaseMs)).state, 'failed')
      }),
    },
    {
      name: 'what one handle has kept, another finds when the first is closed',
      run: on(async ({ key, leaseMs }) => {
        const [writer, reader] = [await manifest.connect(), await manifest.connect()]
        try {
          const taken = await writer.store.step(key, undefined, leaseMs)
          assert.ok(taken.state === 'leased')
          await writer.store.put(key, taken.fence, tokenOf('first'))
          const held = await writer.store.step(key, 'first', leaseMs)
          await writer.close?.()
          assert.equal(adopted(await reader.store.step(key, undefined, leaseMs)), 'first')
          assert.equal((await reader.store.step(key, 'first', leaseMs)).state, 'wait')
          assert.ok(held.state === 'leased')
          assert.equal(
            await reader.store.put(key, held.fence, tokenOf('second')),
            true,
            'a lease has no owner',
          )
        } finally {
          await reader.close?.()
        }
      }),
    },
  ]
}
