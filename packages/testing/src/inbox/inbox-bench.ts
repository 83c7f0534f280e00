import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import type { AppendOutcome, Claim, Inbox, NewMessage } from '@tenon/webhooks'

import type { InboxEffects, InboxManifest } from './inbox-manifest.ts'

/** What a case says of a message; the rest is filled in. */
export interface Parts {
  readonly provider?: string
  readonly account?: string
  readonly type?: string
  readonly id?: string
  readonly orderKey?: string
  readonly data?: unknown
  readonly keyMs?: number
  readonly availableAt?: number
}

/** An inbox of one's own, and short words for what a case does with it. */
export interface InboxBench<Transaction> {
  readonly inbox: Inbox<Transaction>
  readonly effects: InboxEffects<Transaction> | undefined
  readonly stepMs: number
  /** Another handle on the same storage. */
  readonly connect: () => Promise<Inbox<Transaction>>
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly append: (...messages: Parts[]) => Promise<readonly AppendOutcome[]>
  /** Claims for four steps. */
  readonly claim: (limit?: number) => Promise<readonly Claim[]>
  /** The one message that can be claimed, with a lease of one step. */
  readonly claimOne: (leaseMs?: number) => Promise<Claim>
}

export async function onInbox<Transaction>(
  { open, stepMs, time }: InboxManifest<Transaction>,
  use: (bench: InboxBench<Transaction>) => Promise<void>,
): Promise<void> {
  const storage = await open()
  const handles: Inbox<Transaction>[] = []
  const connect = async (): Promise<Inbox<Transaction>> => {
    const handle = await storage.connect()
    handles.push(handle)
    return handle
  }
  try {
    const inbox = await connect()
    await use({
      inbox,
      effects: storage.effects,
      stepMs,
      connect,
      now: () => time?.now() ?? Date.now(),
      wait: (ms) => time?.wait(ms) ?? pause(ms),
      append: (...messages) => inbox.append(messages.map((parts) => newMessage(parts))),
      claim: (limit = 100) => inbox.claim({ limit, leaseMs: 4 * stepMs }),
      async claimOne(leaseMs = stepMs) {
        const [only] = await inbox.claim({ limit: 1, leaseMs })
        assert.ok(only, 'there was nothing to claim')
        return only
      },
    })
  } finally {
    await Promise.all(handles.map((handle) => handle.close()))
    await storage.close?.()
  }
}

/** By the clock that tells the time: a timer counts from when its turn of the event loop began, and may be early. */
async function pause(ms: number): Promise<void> {
  const end = Date.now() + ms + 1
  for (let left = ms; left > 0; left = end - Date.now()) await delay(left)
}

export function newMessage(parts: Parts): NewMessage {
  const { provider = 'vendor', account = 'shop', type = 'a', id, orderKey, data = 1, availableAt } = parts
  const body = JSON.stringify(data)
  const hash = createHash('sha256').update(`${type}\n${body}`).digest('hex')
  const key = id === undefined ? `hash:${hash}` : `id:${id}`
  const keyMs = parts.keyMs ?? 3_600_000
  const message = { provider, account, type, id, orderKey, body, hash, key, keyMs }
  return availableAt === undefined ? message : { ...message, availableAt }
}

export function idsOf(claims: readonly Claim[]): (string | undefined)[] {
  return claims.map(({ message }) => message.id)
}
