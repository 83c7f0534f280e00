import assert from 'node:assert/strict'

import type { Clause } from '../suite/clause.ts'
import { idsOf, onInbox, type InboxBench } from './inbox-bench.ts'
import type { InboxFeature, InboxManifest } from './inbox-manifest.ts'

/** Who gets which message, and when. */
export function claimClauses<Transaction>(manifest: InboxManifest<Transaction>): Clause<InboxFeature>[] {
  const on = (use: (bench: InboxBench<Transaction>) => Promise<void>) => () => onInbox(manifest, use)
  return [
    {
      name: 'the oldest message is claimed first, and each by one claimant',
      run: on(async ({ append, claim }) => {
        await append({ id: '1' }, { id: '2' }, { id: '3' })
        assert.deepEqual(idsOf(await claim(2)), ['1', '2'])
        assert.deepEqual(idsOf(await claim(2)), ['3'])
        assert.deepEqual(await claim(), [])
      }),
    },
    {
      name: 'a later message has a greater position',
      run: on(async ({ append, claim }) => {
        await append({ id: '1' }, { id: '2' })
        await append({ id: '3' })
        const positions = (await claim()).map(({ message }) => message.position)
        assert.deepEqual(
          positions,
          positions.toSorted((a, b) => a - b),
        )
        assert.equal(new Set(positions).size, 3)
      }),
    },
    {
      name: 'many claimants of two processes never get the same message',
      needs: 'sharing',
      run: on(async ({ append, inbox, connect, stepMs }) => {
        const other = await connect()
        await append(...Array.from({ length: 50 }, (_, index) => ({ id: String(index) })))
        const taken = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 ? inbox : other).claim({ limit: 5, leaseMs: 4 * stepMs }),
          ),
        )
        const rest = await inbox.claim({ limit: 100, leaseMs: 4 * stepMs })
        const positions = [...taken.flat(), ...rest].map(({ message }) => message.position)
        assert.deepEqual([positions.length, new Set(positions).size], [50, 50])
      }),
    },
    {
      name: 'what follows on a pending message of its order key is held back, and nothing else',
      run: on(async ({ append, claim, inbox }) => {
        await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o' })
        await append({ id: '3', orderKey: 'p' }, { id: '4' })
        const [first, ...others] = await claim()
        assert.deepEqual(idsOf(others), ['3', '4'])
        assert.deepEqual(await claim(), [])
        assert.ok(first)
        await inbox.complete(first)
        assert.deepEqual(idsOf(await claim()), ['2'])
      }),
    },
    {
      name: 'two processes keep the order of an order key, too',
      needs: 'sharing',
      run: on(async ({ append, inbox, connect, stepMs }) => {
        const other = await connect()
        await append(...Array.from({ length: 10 }, (_, index) => ({ id: String(index), orderKey: 'o' })))
        const claims = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 ? inbox : other).claim({ limit: 5, leaseMs: 4 * stepMs }),
          ),
        )
        assert.deepEqual(idsOf(claims.flat()), ['0'])
      }),
    },
    {
      name: 'an order key belongs to a provider and an account',
      run: on(async ({ append, claim }) => {
        await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o', account: 'b' })
        await append({ id: '3', orderKey: 'o', provider: 'b' })
        assert.equal((await claim()).length, 3)
      }),
    },
    {
      name: 'an order key waits while its first message is to be tried again later',
      run: on(async ({ append, claim, claimOne, inbox, wait, stepMs }) => {
        await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o' })
        await inbox.fail(await claimOne(), { reason: 'r', retryAfterMs: 2 * stepMs })
        assert.deepEqual(await claim(), [])
        await wait(2 * stepMs)
        assert.deepEqual(idsOf(await claim()), ['1'])
      }),
    },
    {
      name: 'an order key goes on once its first message is dead',
      run: on(async ({ append, claim, claimOne, inbox }) => {
        await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o' })
        await inbox.fail(await claimOne(), { reason: 'r', retryAfterMs: 'never' })
        assert.deepEqual(idsOf(await claim()), ['2'])
      }),
    },
    {
      name: 'an order key waits for a message that is not to be handled yet',
      run: on(async ({ append, claim, now, wait, stepMs }) => {
        const availableAt = now() + 2 * stepMs
        await append({ id: '1', orderKey: 'o', availableAt }, { id: '2', orderKey: 'o' })
        assert.deepEqual(await claim(), [])
        await wait(2 * stepMs)
        assert.deepEqual(idsOf(await claim()), ['1'])
      }),
    },
    {
      name: 'a lease that is over gives the message to the next claimant, as a further attempt',
      run: on(async ({ append, claim, claimOne, wait, stepMs }) => {
        await append({ id: '1' })
        const first = await claimOne(2 * stepMs)
        assert.deepEqual(await claim(), [])
        await wait(2 * stepMs)
        const second = await claimOne()
        assert.deepEqual([first.attempt, second.attempt], [1, 2])
        assert.deepEqual([first.lostAttempts, second.lostAttempts], [0, 1])
        assert.equal(second.idempotencyKey, first.idempotencyKey)
        assert.ok(second.fence > first.fence, 'a fence only grows')
      }),
    },
    {
      name: 'attempts without an end are counted until one ends',
      run: on(async ({ append, claimOne, inbox, wait, stepMs }) => {
        await append({ id: '1' })
        const lost: number[] = []
        for (const _ of [1, 2]) {
          lost.push((await claimOne()).lostAttempts)
          await wait(stepMs)
        }
        const third = await claimOne()
        assert.deepEqual([...lost, third.lostAttempts, third.attempt], [0, 1, 2, 3])
        await inbox.fail(third, { reason: 'r', retryAfterMs: 0 })
        const fourth = await claimOne()
        assert.deepEqual([fourth.lostAttempts, fourth.attempt], [0, 4])
      }),
    },
    {
      name: 'every message has an idempotency key of its own, in the form of a UUID',
      run: on(async ({ append, claim, wait, stepMs }) => {
        await append({ id: '1' }, { id: '2' }, { id: '1', account: 'b' }, { data: 5, keyMs: stepMs })
        await wait(stepMs)
        await append({ data: 5 })
        const keys = (await claim()).map(({ idempotencyKey }) => idempotencyKey)
        assert.equal(new Set(keys).size, 5)
        for (const key of keys)
          assert.match(key, /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      }),
    },
  ]
}
