import assert from 'node:assert/strict'

import type { NewMessage } from '@tenon/webhooks'

import type { Clause } from '../suite/clause.ts'
import { idsOf, newMessage, onInbox, type InboxBench } from './inbox-bench.ts'
import type { InboxFeature, InboxManifest } from './inbox-manifest.ts'

const HOSTILE = {
  text: `₹ "500" '); DROP TABLE inbox; -- \\ \r\n \u0000 é 😀`,
  list: [1, null, { a: true }],
  deep: { '': '' },
}

/** What becomes of messages on their way in. */
export function appendClauses<Transaction>(manifest: InboxManifest<Transaction>): Clause<InboxFeature>[] {
  const on = (use: (bench: InboxBench<Transaction>) => Promise<void>) => () => onInbox(manifest, use)
  return [
    {
      name: 'a message comes back as it went in, whatever its texts hold',
      run: on(async ({ append, claimOne, now }) => {
        const before = now()
        await append({ account: 'a', type: 'orderEvent', id: "1'; --", orderKey: 'o"', data: HOSTILE })
        const { message, attempt, lostAttempts } = await claimOne()
        const { position, receivedAt, ...rest } = message
        assert.deepEqual(rest, {
          provider: 'vendor',
          account: 'a',
          type: 'orderEvent',
          id: "1'; --",
          orderKey: 'o"',
          data: HOSTILE,
        })
        assert.deepEqual([attempt, lostAttempts], [1, 0])
        assert.ok(Number.isSafeInteger(position) && position > 0, 'a position is a whole number above 0')
        assert.ok(Math.abs(receivedAt.getTime() - before) < 5_000, 'the time of receipt is now')
      }),
    },
    {
      name: 'a message without id and order key comes back without them',
      run: on(async ({ append, claimOne }) => {
        await append({ data: null })
        const { id, orderKey, data } = (await claimOne()).message
        assert.deepEqual([id, orderKey, data], [undefined, undefined, null])
      }),
    },
    {
      name: 'what is known is dropped, within one call too',
      run: on(async ({ append, inbox }) => {
        assert.deepEqual(await append({ id: '1' }, { id: '2' }, { id: '1' }), [
          'stored',
          'stored',
          'duplicate',
        ])
        assert.deepEqual(await append({ id: '2' }), ['duplicate'])
        assert.equal((await inbox.counts()).pending, 2)
      }),
    },
    {
      name: 'of a hundred equal messages that arrive at once one is stored',
      run: on(async ({ append, inbox }) => {
        const outcomes = await Promise.all(Array.from({ length: 100 }, () => append({ id: '1' })))
        const stored = outcomes.flat().filter((outcome) => outcome === 'stored')
        assert.equal(stored.length, 1)
        assert.equal((await inbox.counts()).pending, 1)
      }),
    },
    {
      name: 'of equal messages that arrive at two processes at once one is stored',
      needs: 'sharing',
      run: on(async ({ append, inbox, connect }) => {
        const other = await connect()
        const outcomes = await Promise.all(
          Array.from({ length: 40 }, (_, index) =>
            (index % 2 ? inbox : other).append([newMessage({ id: '7' })]),
          ),
        )
        assert.equal(outcomes.flat().filter((outcome) => outcome === 'stored').length, 1)
        assert.deepEqual(await append({ id: '8' }), ['stored'])
      }),
    },
    {
      name: 'an id belongs to a provider and an account',
      run: on(async ({ append }) => {
        await append({ id: '1' })
        const others = await append({ id: '1', account: 'b' }, { id: '1', provider: 'b' })
        assert.deepEqual(others, ['stored', 'stored'])
      }),
    },
    {
      name: 'a known id with other content is kept aside, once, and not handled',
      run: on(async ({ append, claim, inbox }) => {
        await append({ id: '1', data: 1 })
        assert.deepEqual(await append({ id: '1', data: 2 }), ['quarantined'])
        assert.deepEqual(await append({ id: '1', data: 2 }), ['duplicate'])
        assert.deepEqual(await append({ id: '1', data: 1 }), ['duplicate'])
        assert.deepEqual(await append({ id: '1', data: 1, type: 'b' }), ['quarantined'])
        assert.equal((await claim()).length, 1)
        const aside = await inbox.listSetAside()
        assert.deepEqual(
          aside.map(({ state, type, data }) => [state, type, data]),
          [
            ['quarantined', 'a', 2],
            ['quarantined', 'b', 1],
          ],
        )
        assert.ok(
          aside.every(({ reason }) => reason !== ''),
          'a quarantined message has a reason',
        )
      }),
    },
    {
      name: 'a key is remembered for its time, and no longer, handled or not',
      run: on(async ({ append, claimOne, inbox, wait, stepMs }) => {
        const keyMs = 2 * stepMs
        await append({ id: 'handled', keyMs }, { id: 'not', keyMs })
        await inbox.complete(await claimOne())
        assert.deepEqual(await append({ id: 'handled', keyMs }, { id: 'not', keyMs }), [
          'duplicate',
          'duplicate',
        ])
        await wait(keyMs)
        assert.deepEqual(await append({ id: 'handled', keyMs }, { id: 'not', keyMs }), ['stored', 'stored'])
      }),
    },
    {
      name: 'a call stores all of its messages or none',
      run: on(async ({ append, inbox }) => {
        const nothing = null as unknown as NewMessage
        await assert.rejects(async () => inbox.append([newMessage({ id: '1' }), nothing]))
        assert.equal((await inbox.counts()).pending, 0)
        assert.deepEqual(await append({ id: '1' }), ['stored'])
      }),
    },
    {
      name: 'what is not JSON is refused, and what came with it',
      run: on(async ({ append, inbox }) => {
        for (const body of ['not json', '', '{"a":1', 'undefined']) {
          const bad = { ...newMessage({ id: 'bad' }), body }
          await assert.rejects(async () => inbox.append([newMessage({ id: '1' }), bad]), TypeError)
        }
        assert.equal((await inbox.counts()).pending, 0)
        assert.deepEqual(await append({ id: '1' }), ['stored'])
      }),
    },
    {
      name: 'listeners hear of news only, until they leave',
      run: on(async ({ append, inbox }) => {
        let heard = 0
        const leave = inbox.onAppend(() => (heard += 1))
        await append({ id: '1' }, { id: '2' })
        assert.ok(heard > 0, 'nobody was told')
        const before = heard
        await append({ id: '1' })
        await append({ id: '1', data: 'other' })
        assert.equal(heard, before)
        leave()
        await append({ id: '3' })
        assert.equal(heard, before)
      }),
    },
    {
      name: 'a message is not handled before the time that it names',
      run: on(async ({ append, claim, now, wait, stepMs }) => {
        await append({ id: 'later', availableAt: now() + 2 * stepMs }, { id: 'now' })
        assert.deepEqual(idsOf(await claim()), ['now'])
        await wait(2 * stepMs)
        assert.deepEqual(idsOf(await claim()), ['later'])
      }),
    },
  ]
}
