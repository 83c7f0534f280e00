import { ClosedError, systemClock, type Clock } from '@tenon/core'

import type { NewMessage } from '../message/new-message.ts'
import type { AppendOutcome, Claim, Inbox } from './inbox.ts'
import { createListeners } from './listeners.ts'
import { QUARANTINE_REASON } from './quarantine-reason.ts'
import { toClaim, toMessage, type StoredRow } from './stored-row.ts'

export interface MemoryInboxOptions {
  /** Default: the machine's. */
  readonly clock?: Clock
}

interface Row extends NewMessage, StoredRow {
  state: 'pending' | 'done' | 'dead' | 'quarantined'
  attempts: number
  unended: number
  fence: number
  /** From when it may be claimed: at once, after a back-off, or when the lease of a claim ends. */
  claimableAt: number
  reason: string
}

/**
 * An inbox for tests. It loses everything with the process and forgets nothing before. A handler's `commit`
 * gets `undefined` for a transaction: there is nothing to write with, and nothing that is rolled back.
 */
export function createMemoryInbox({ clock = systemClock }: MemoryInboxOptions = {}): Inbox<undefined> {
  const rows: Row[] = []
  const listeners = createListeners()
  let closed = false

  function assertOpen(): void {
    if (closed) throw new ClosedError({ message: 'the inbox was closed' })
  }

  function add(message: NewMessage): AppendOutcome {
    const now = clock.wall()
    const known = rows.filter((row) => isSame(row, message) && row.receivedAt + row.keyMs > now)
    if (known.some((row) => row.hash === message.hash)) return 'duplicate'
    const isNews = known.length === 0
    rows.push({
      ...message,
      position: rows.length + 1,
      receivedAt: now,
      state: isNews ? 'pending' : 'quarantined',
      attempts: 0,
      unended: 0,
      fence: 0,
      claimableAt: now,
      reason: isNews ? '' : QUARANTINE_REASON,
    })
    return isNews ? 'stored' : 'quarantined'
  }

  /** The row, as long as the claim holds. */
  function held({ message, fence }: Claim): Row | undefined {
    assertOpen()
    const row = rows[message.position - 1]
    return row?.state === 'pending' && row.fence === fence ? row : undefined
  }

  return {
    async append(messages) {
      assertOpen()
      const outcomes = messages.map(add)
      if (outcomes.includes('stored')) listeners.notify()
      return outcomes
    },

    async claim({ limit, leaseMs }) {
      assertOpen()
      const now = clock.wall()
      const claims: Claim[] = []
      const busy = new Set<string>()
      for (const row of rows) {
        if (claims.length >= limit) break
        if (row.state !== 'pending') continue
        const order = orderOf(row)
        const isTurn = row.claimableAt <= now && !(order !== undefined && busy.has(order))
        if (order !== undefined) busy.add(order)
        if (!isTurn) continue
        row.attempts += 1
        row.unended += 1
        row.fence += 1
        row.claimableAt = now + leaseMs
        claims.push(toClaim(row))
      }
      return claims
    },

    async complete(claim, effect) {
      if (held(claim) === undefined) return false
      await effect?.(undefined)
      const row = held(claim)
      if (row === undefined) return false
      row.state = 'done'
      return true
    },

    async fail(claim, { reason, retryAt }) {
      const row = held(claim)
      if (row === undefined) return false
      if (retryAt === 'never') row.state = 'dead'
      else row.claimableAt = retryAt
      row.unended = 0
      row.fence += 1
      row.reason = reason
      return true
    },

    async release(claim) {
      const row = held(claim)
      if (row === undefined) return false
      row.attempts -= 1
      row.unended -= 1
      row.fence += 1
      row.claimableAt = clock.wall()
      return true
    },

    async counts() {
      assertOpen()
      const counts = { pending: 0, done: 0, dead: 0, quarantined: 0 }
      for (const { state } of rows) counts[state] += 1
      return counts
    },

    async listSetAside({ limit = 100 } = {}) {
      assertOpen()
      const setAside = rows.flatMap((row) => {
        const { state, attempts, reason } = row
        if (state === 'pending' || state === 'done') return []
        return [{ ...toMessage(row), state, attempts, reason }]
      })
      return setAside.slice(0, limit)
    },

    onAppend: (listener) => listeners.add(listener),

    async close() {
      closed = true
    },
  }
}

function isSame(row: NewMessage, { provider, account, key }: NewMessage): boolean {
  return row.provider === provider && row.account === account && row.key === key
}

function orderOf({ provider, account, orderKey }: Row): string | undefined {
  return orderKey === undefined ? undefined : JSON.stringify([provider, account, orderKey])
}
