import assert from 'node:assert/strict'

import type { Clause } from '../suite/clause.ts'
import { idsOf, onInbox, type InboxBench } from './inbox-bench.ts'
import type { InboxFeature, InboxManifest } from './inbox-manifest.ts'

/** What is kept, shown, brought back and forgotten. */
export function setAsideClauses<Transaction>(manifest: InboxManifest<Transaction>): Clause<InboxFeature>[] {
  const on = (use: (bench: InboxBench<Transaction>) => Promise<void>) => () => onInbox(manifest, use)
  return [
    {
      name: 'a dead letter is listed with its reason and its attempts, and is known as a repetition',
      run: on(async ({ inbox, append, claimOne, claim }) => {
        await append({ id: '1', data: { a: 1 } })
        await inbox.fail(await claimOne(), { reason: 'first', retryAfterMs: 0 })
        await inbox.fail(await claimOne(), { reason: 'second', retryAfterMs: 'never' })
        const aside = await inbox.listSetAside()
        const shown = aside.map(({ id, state, reason, attempts, data }) => [
          id,
          state,
          reason,
          attempts,
          data,
        ])
        assert.deepEqual(shown, [['1', 'dead', 'second', 2, { a: 1 }]])
        assert.deepEqual(await append({ id: '1', data: { a: 1 } }), ['duplicate'])
        assert.deepEqual(await claim(), [])
      }),
    },
    {
      name: 'what is set aside is listed in pages, the oldest first',
      run: on(async ({ inbox, append, claim }) => {
        const ids = ['1', '2', '3', '4', '5']
        await append(...ids.map((id) => ({ id })))
        for (const held of await claim()) await inbox.fail(held, { reason: 'r', retryAfterMs: 'never' })
        const first = await inbox.listSetAside({ limit: 2 })
        const second = await inbox.listSetAside({ limit: 2, after: first.at(-1)?.position ?? 0 })
        const third = await inbox.listSetAside({ limit: 2, after: second.at(-1)?.position ?? 0 })
        const seen = [...first, ...second, ...third].map(({ id }) => id)
        assert.deepEqual(seen, ids)
      }),
    },
    {
      name: 'a dead letter that is replayed starts anew, with its old idempotency key',
      run: on(async ({ inbox, append, claimOne }) => {
        let heard = 0
        await append({ id: '1', data: 'again' })
        const dead = await claimOne()
        await inbox.fail(dead, { reason: 'r', retryAfterMs: 'never' })
        inbox.onAppend(() => (heard += 1))
        assert.equal(await inbox.replay(dead.message.position), true)
        assert.ok(heard > 0, 'nobody was told')
        assert.deepEqual(await inbox.listSetAside(), [])
        const again = await claimOne()
        assert.deepEqual(
          [again.message.id, again.message.data, again.attempt, again.lostAttempts],
          ['1', 'again', 1, 0],
        )
        assert.equal(again.idempotencyKey, dead.idempotencyKey)
        assert.equal(again.message.receivedAt.getTime(), dead.message.receivedAt.getTime())
        assert.equal(await inbox.complete(dead), false, 'the old claim finishes nothing')
        assert.equal(await inbox.complete(again), true)
        assert.deepEqual(await append({ id: '1', data: 'again' }), ['duplicate'])
      }),
    },
    {
      name: 'a replayed message stands behind those of its order key that came since',
      run: on(async ({ inbox, append, claim, claimOne }) => {
        await append({ id: '1', orderKey: 'o' }, { id: '2', orderKey: 'o' })
        const dead = await claimOne()
        await inbox.fail(dead, { reason: 'r', retryAfterMs: 'never' })
        const [second] = await claim()
        assert.ok(second)
        await inbox.replay(dead.message.position)
        assert.deepEqual(await claim(), [], 'the second of the order key is being handled')
        await inbox.complete(second)
        assert.deepEqual(idsOf(await claim()), ['1'])
      }),
    },
    {
      name: 'a quarantined message that is replayed is handled, with an idempotency key of its own',
      run: on(async ({ inbox, append, claimOne }) => {
        await append({ id: '1', data: 1 })
        const first = await claimOne()
        await inbox.complete(first)
        await append({ id: '1', data: 2 })
        const [aside] = await inbox.listSetAside()
        assert.ok(aside)
        assert.equal(await inbox.replay(aside.position), true)
        const second = await claimOne()
        assert.deepEqual([second.message.id, second.message.data], ['1', 2])
        assert.notEqual(second.idempotencyKey, first.idempotencyKey)
        assert.deepEqual(await append({ id: '1', data: 2 }), ['duplicate'])
      }),
    },
    {
      name: 'a discarded message is done, and stays known',
      run: on(async ({ inbox, append, claim }) => {
        await append({ id: '1', data: 1 })
        await append({ id: '1', data: 2 })
        const [aside] = await inbox.listSetAside()
        assert.ok(aside)
        assert.equal(await inbox.discard(aside.position), true)
        assert.deepEqual(await inbox.listSetAside(), [])
        assert.equal((await claim()).length, 1)
        assert.deepEqual(await append({ id: '1', data: 2 }), ['duplicate'])
      }),
    },
    {
      name: 'only what is set aside can be replayed or discarded',
      run: on(async ({ inbox, append, claimOne }) => {
        await append({ id: '1' }, { id: '2' })
        const done = await claimOne()
        await inbox.complete(done)
        const pending = (await claimOne()).message.position
        for (const position of [done.message.position, pending, 1_000_000]) {
          assert.equal(await inbox.replay(position), false)
          assert.equal(await inbox.discard(position), false)
        }
        const { done: finished, pending: waiting } = await inbox.counts()
        assert.deepEqual([finished, waiting], [1, 1])
      }),
    },
    {
      name: 'done messages are forgotten when their key is past its time, and no others ever',
      run: on(async ({ inbox, append, claimOne, wait, stepMs }) => {
        const keyMs = stepMs
        await append({ id: 'done', keyMs }, { id: 'dead', keyMs }, { id: 'pending', keyMs }, { id: 'kept' })
        await append({ id: 'pending', data: 'quarantined', keyMs })
        await inbox.complete(await claimOne(3_600_000))
        await inbox.fail(await claimOne(3_600_000), { reason: 'r', retryAfterMs: 'never' })
        await claimOne(3_600_000)
        await inbox.complete(await claimOne(3_600_000))
        assert.equal(await inbox.prune(), 0)
        await wait(2 * stepMs)
        assert.equal(await inbox.prune(), 1)
        const { pending, done, dead, quarantined } = await inbox.counts()
        assert.deepEqual([pending, done, dead, quarantined], [1, 1, 1, 1])
      }),
    },
    {
      name: 'forgetting goes in portions',
      run: on(async ({ inbox, append, claim, wait, stepMs }) => {
        await append(...['1', '2', '3'].map((id) => ({ id, keyMs: stepMs })))
        for (const held of await claim()) await inbox.complete(held)
        await wait(2 * stepMs)
        const portions = [await inbox.prune({ limit: 2 }), await inbox.prune({ limit: 2 })]
        assert.deepEqual([...portions, await inbox.prune({ limit: 2 })], [2, 1, 0])
      }),
    },
    {
      name: 'the counts say how many wait, and for how long',
      run: on(async ({ inbox, append, now, wait, stepMs, claimOne }) => {
        const before = now()
        await append({ id: '1' })
        await wait(stepMs)
        const between = now()
        await append({ id: '2' }, { id: '3' })
        const { pending, oldestPendingMs = -1 } = await inbox.counts()
        assert.equal(pending, 3)
        // Two clocks that tick alike, each rounded.
        assert.ok(oldestPendingMs > 0.9 * stepMs && oldestPendingMs < now() - before + 10, 'the first')
        await inbox.complete(await claimOne())
        const later = await inbox.counts()
        assert.ok((later.oldestPendingMs ?? Infinity) < now() - between + 10, 'and then the second')
      }),
    },
  ]
}
