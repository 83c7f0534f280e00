import { createVirtualClock } from '@tenon/core/testing'
import { createMemoryInbox, type AppendOutcome, type Claim, type Inbox } from '@tenon/webhooks'
import { expect, test } from 'vitest'

import { inboxSuite } from '../src/index.ts'
import { brokenCases } from './support/broken-cases.ts'

type Replace = (inbox: Inbox<undefined>) => Partial<Inbox<undefined>>

/** The cases that the memory inbox does not pass, with some of its methods replaced. */
async function found(replace: Replace): Promise<string[]> {
  const clock = createVirtualClock()
  const suite = inboxSuite<undefined>({
    open: () => ({
      connect() {
        const inbox = createMemoryInbox({ clock })
        return { ...inbox, ...replace(inbox) }
      },
    }),
    stepMs: 60_000,
    time: { now: () => clock.wall(), wait: (ms) => clock.advance(ms) },
    lacks: { sharing: 'memory', effects: 'memory' },
  })
  const names: string[] = []
  // One after the other: they share a clock.
  for (const one of suite) names.push(...(await brokenCases([one])))
  return names
}

test('the memory inbox itself is sound', async () => {
  expect(await found(() => ({}))).toEqual([])
})

test.for<[string, Replace, string]>([
  [
    'forgets what it has handled',
    (inbox) => {
      const done = new Set<number>()
      return {
        async complete(claim, effect) {
          const isDone = await inbox.complete(claim, effect)
          if (isDone) done.add(claim.message.position)
          return isDone
        },
        append: (messages) =>
          inbox.append(
            messages.map((message) => (done.size > 0 ? { ...message, key: `${message.key}!` } : message)),
          ),
      }
    },
    'a key is remembered for its time, and no longer, handled or not',
  ],
  [
    'remembers keys for ever',
    (inbox) => ({ append: (messages) => inbox.append(messages.map((one) => ({ ...one, keyMs: 1e15 }))) }),
    'a key is remembered for its time, and no longer, handled or not',
  ],
  [
    'drops what has a known id, whatever it says',
    (inbox) => ({ append: (messages) => inbox.append(messages.map((one) => ({ ...one, hash: 'same' }))) }),
    'a known id with other content is kept aside, once, and not handled',
  ],
  [
    'mixes up accounts',
    (inbox) => ({ append: (messages) => inbox.append(messages.map((one) => ({ ...one, account: 'a' }))) }),
    'an id belongs to a provider and an account',
  ],
  [
    'stores messages one by one',
    (inbox) => ({
      async append(messages) {
        const outcomes: AppendOutcome[] = []
        for (const message of messages) outcomes.push(...(await inbox.append([message])))
        return outcomes
      },
    }),
    'a call stores all of its messages or none',
  ],
  [
    'takes what it cannot read again',
    (inbox) => ({
      append: (messages) =>
        inbox.append(messages.map((one) => ({ ...one, body: one.id === 'bad' ? '1' : one.body }))),
    }),
    'what is not JSON is refused, and what came with it',
  ],
  [
    'pays no heed to order keys',
    (inbox) => ({
      append: (messages) => inbox.append(messages.map((one) => ({ ...one, orderKey: undefined }))),
    }),
    'what follows on a pending message of its order key is held back, and nothing else',
  ],
  [
    'handles messages before their time',
    (inbox) => ({ append: (messages) => inbox.append(messages.map((one) => ({ ...one, availableAt: 0 }))) }),
    'a message is not handled before the time that it names',
  ],
  [
    'leases for ever',
    (inbox) => ({ claim: (options) => inbox.claim({ ...options, leaseMs: 1e15 }) }),
    'a lease that is over gives the message to the next claimant, as a further attempt',
  ],
  [
    'renews without a lease',
    (inbox) => ({
      renew: async (claim) => inbox.renew(claim, 1),
    }),
    'a renewed lease counts from the renewal',
  ],
  [
    'counts a released attempt',
    (inbox) => ({ release: (claim) => inbox.fail(claim, { reason: 'released', retryAfterMs: 0 }) }),
    'a released message can be claimed at once, and the attempt does not count',
  ],
  [
    'takes no notice of fences',
    (inbox) => {
      const latest = new Map<number, Claim>()
      const newest = (claim: Claim): Claim => latest.get(claim.message.position) ?? claim
      return {
        async claim(options) {
          const claims = await inbox.claim(options)
          for (const claim of claims) latest.set(claim.message.position, claim)
          return claims
        },
        complete: (claim, effect) => inbox.complete(newest(claim), effect),
      }
    },
    'a claim finishes nothing after its lease was over and another has the message',
  ],
  [
    'marks a message done though its effect failed',
    (inbox) => ({
      async complete(claim, effect) {
        const isDone = await inbox.complete(claim)
        await effect?.(undefined)
        return isDone
      },
    }),
    'a claim stays open when its effect fails',
  ],
  [
    'retries at once',
    (inbox) => ({
      fail: (claim, failure) =>
        inbox.fail(claim, failure.retryAfterMs === 'never' ? failure : { ...failure, retryAfterMs: 0 }),
    }),
    'a failed message comes back at its time, as a further attempt',
  ],
  [
    'tells times of its own instead of how long something waits',
    (inbox) => ({
      async counts() {
        const counts = await inbox.counts()
        return { ...counts, oldestPendingMs: counts.oldestPendingMs && 1e12 - counts.oldestPendingMs }
      },
    }),
    'the counts say how many wait, and for how long',
  ],
  [
    'takes what an effect returns for an answer',
    (inbox) => ({
      async complete(claim, effect) {
        const answer: unknown = effect?.(undefined) ?? true
        return (await inbox.complete(claim)) && answer === true
      },
    }),
    'what an effect returns is no answer',
  ],
  [
    'lists everything on every page',
    (inbox) => ({ listSetAside: () => inbox.listSetAside() }),
    'what is set aside is listed in pages, the oldest first',
  ],
  [
    'replays nothing',
    (inbox) => ({
      replay: async (position) => (await inbox.listSetAside()).some((one) => one.position === position),
    }),
    'a dead letter that is replayed starts anew, with its old idempotency key',
  ],
  [
    'never forgets',
    () => ({ prune: async () => 0 }),
    'done messages are forgotten when their key is past its time, and no others ever',
  ],
  ['tells nobody', () => ({ onAppend: () => () => {} }), 'listeners hear of news only, until they leave'],
])('an inbox that %s is found', async ([, replace, name]) => {
  expect(await found(replace)).toContain(name)
})
