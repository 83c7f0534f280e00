import assert from 'node:assert/strict'

import type { Claim, Inbox } from '@tenon/webhooks'

import type { Clause } from '../suite/clause.ts'
import { idsOf, onInbox, type InboxBench } from './inbox-bench.ts'
import type { InboxFeature, InboxManifest } from './inbox-manifest.ts'

/** Ways in which a claim is lost. */
const LOSSES: readonly [string, (bench: InboxBench<never>, claim: Claim) => Promise<unknown>][] = [
  [
    'its lease was over and another has the message',
    async ({ wait, stepMs, claimOne }) => {
      await wait(stepMs)
      return claimOne()
    },
  ],
  ['it was completed', ({ inbox }, claim) => inbox.complete(claim)],
  ['it was failed', ({ inbox }, claim) => inbox.fail(claim, { reason: 'r', retryAfterMs: 0 })],
  ['it was released', ({ inbox }, claim) => inbox.release(claim)],
  ['its message is dead', ({ inbox }, claim) => inbox.fail(claim, { reason: 'r', retryAfterMs: 'never' })],
]

/** How a claim ends. */
export function endingClauses<Transaction>(manifest: InboxManifest<Transaction>): Clause<InboxFeature>[] {
  const on = (use: (bench: InboxBench<Transaction>) => Promise<void>) => () => onInbox(manifest, use)
  return [
    ...LOSSES.map(([loss, lose]) => ({
      name: `a claim finishes nothing after ${loss}`,
      run: on(async (bench) => {
        const { inbox, append, claimOne } = bench
        await append({ id: '1' })
        const lost = await claimOne()
        await lose(bench as InboxBench<never>, lost)
        const before = await statesOf(inbox)
        let ran = false
        assert.deepEqual(await endAll(inbox, lost, () => void (ran = true)), [false, false, false, false])
        assert.equal(ran, false, 'no effect runs for a lost claim')
        assert.deepEqual(await statesOf(inbox), before)
      }),
    })),
    {
      name: 'a completed message is done, once',
      run: on(async ({ inbox, append, claim, claimOne }) => {
        await append({ id: '1' })
        assert.equal(await inbox.complete(await claimOne()), true)
        const { pending, done, dead, quarantined, oldestPendingMs } = await inbox.counts()
        assert.deepEqual([pending, done, dead, quarantined, oldestPendingMs], [0, 1, 0, 0, undefined])
        assert.deepEqual(await claim(), [])
      }),
    },
    {
      name: 'a claim holds after its lease as long as nobody else has the message',
      run: on(async ({ inbox, append, claimOne, wait, stepMs }) => {
        await append({ id: '1' })
        const only = await claimOne()
        await wait(2 * stepMs)
        assert.equal(await inbox.complete(only), true)
      }),
    },
    {
      name: 'a renewed lease counts from the renewal',
      run: on(async ({ inbox, append, claim, claimOne, wait, stepMs }) => {
        await append({ id: '1' })
        const held = await claimOne(2 * stepMs)
        await wait(stepMs)
        assert.equal(await inbox.renew(held, 3 * stepMs), true)
        await wait(1.5 * stepMs)
        assert.deepEqual(await claim(), [], 'it is past the first lease and within the second')
        await wait(1.5 * stepMs)
        assert.deepEqual(idsOf(await claim()), ['1'])
        assert.equal(await inbox.renew(held, stepMs), false)
      }),
    },
    {
      name: 'a released message can be claimed at once, and the attempt does not count',
      run: on(async ({ inbox, append, claimOne, wait, stepMs }) => {
        await append({ id: '1' })
        assert.equal(await inbox.release(await claimOne()), true)
        const again = await claimOne()
        assert.deepEqual([again.attempt, again.lostAttempts], [1, 0])
        await wait(stepMs)
        await inbox.release(await claimOne())
        assert.equal((await claimOne()).lostAttempts, 1)
      }),
    },
    {
      name: 'a failed message comes back at its time, as a further attempt',
      run: on(async ({ inbox, append, claim, claimOne, wait, stepMs }) => {
        await append({ id: '1' })
        await inbox.fail(await claimOne(), { reason: 'r', retryAfterMs: 2 * stepMs })
        assert.deepEqual(await claim(), [])
        await wait(2 * stepMs)
        assert.equal((await claimOne()).attempt, 2)
      }),
    },
    {
      name: 'a claim stays open when its effect fails',
      run: on(async ({ inbox, append, claimOne }) => {
        await append({ id: '1' })
        const only = await claimOne(3_600_000)
        const failing = inbox.complete(only, () => {
          throw new Error('effect')
        })
        await assert.rejects(failing, /effect/)
        assert.equal((await inbox.counts()).pending, 1)
        assert.equal(await inbox.complete(only), true)
      }),
    },
    {
      name: 'what an effect returns is no answer',
      run: on(async ({ inbox, append, claimOne }) => {
        await append({ id: '1' }, { id: '2' }, { id: '3' })
        for (const answer of [false, 0, { changes: 1 }]) {
          const talkative = (() => answer) as () => void
          assert.equal(await inbox.complete(await claimOne(3_600_000), talkative), true)
        }
        assert.equal((await inbox.counts()).done, 3)
      }),
    },
    {
      name: 'an effect and the done-mark are one commit',
      needs: 'effects',
      run: on(async ({ inbox, effects, append, claimOne }) => {
        assert.ok(effects, 'the manifest says nothing of effects')
        await append({ id: '1' }, { id: '2' })
        assert.equal(await inbox.complete(await claimOne(), (tx) => effects.write(tx, 'kept')), true)
        assert.deepEqual(await effects.read(), ['kept'])
        const second = await claimOne(3_600_000)
        const failing = inbox.complete(second, (tx) => failAfter(effects.write(tx, 'gone')))
        await assert.rejects(failing, /after the write/)
        assert.deepEqual(await effects.read(), ['kept'])
        assert.equal((await inbox.counts()).pending, 1)
      }),
    },
    {
      name: 'of two claimants of one message the effect of one is kept',
      needs: 'effects',
      run: on(async ({ inbox, effects, append, claimOne, wait, stepMs }) => {
        assert.ok(effects, 'the manifest says nothing of effects')
        await append({ id: '1' })
        const late = await claimOne()
        await wait(stepMs)
        const current = await claimOne(3_600_000)
        const ends = await Promise.all([
          inbox.complete(late, (tx) => effects.write(tx, 'late')),
          inbox.complete(current, (tx) => effects.write(tx, 'current')),
          inbox.complete(current, (tx) => effects.write(tx, 'twice')),
        ])
        assert.deepEqual(ends, [false, true, false])
        assert.deepEqual(await effects.read(), ['current'])
      }),
    },
    {
      name: 'nothing is answered after it was closed, and closing twice is fine',
      run: on(async ({ inbox, append, claim, claimOne }) => {
        await append({ id: '1' })
        const only = await claimOne()
        await inbox.close()
        const late: (() => Promise<unknown>)[] = [
          () => append({ id: '2' }),
          () => claim(),
          () => inbox.renew(only, 1),
          () => inbox.complete(only),
          () => inbox.fail(only, { reason: 'r', retryAfterMs: 0 }),
          () => inbox.release(only),
          () => inbox.counts(),
          () => inbox.listSetAside(),
          () => inbox.replay(1),
          () => inbox.discard(1),
          () => inbox.prune(),
        ]
        for (const ask of late) await assert.rejects(Promise.resolve(ask()), { code: 'CLOSED' })
        await inbox.close()
      }),
    },
  ]
}

/** How many there are of each state. */
async function statesOf<Transaction>(inbox: Inbox<Transaction>): Promise<number[]> {
  const { pending, done, dead, quarantined } = await inbox.counts()
  return [pending, done, dead, quarantined]
}

async function endAll<Transaction>(
  inbox: Inbox<Transaction>,
  claim: Claim,
  effect: () => void,
): Promise<boolean[]> {
  return [
    await inbox.renew(claim, 1_000),
    await inbox.complete(claim, effect),
    await inbox.fail(claim, { reason: 'late', retryAfterMs: 'never' }),
    await inbox.release(claim),
  ]
}

/** Throws at once where there was nothing to wait for: an effect on SQLite must not return a promise. */
function failAfter(written: Promise<void> | void): Promise<void> | void {
  const error = new Error('after the write')
  if (written === undefined) throw error
  return written.then(() => Promise.reject(error))
}
