import { ClosedError, systemClock, type Clock } from '@tenon/core'

import type { NewMessage } from '../message/new-message.ts'
import { checkBody } from './check-body.ts'
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
 * An inbox for tests. It loses everything with the process. A handler's `commit`
 * gets `undefined` for a transaction: there is nothing to write with, and nothing that is rolled back.
 */
export function createMemoryInbox({ clock = systemClock }: MemoryInboxOptions = {}): Inbox<undefined> {
  let rows: Row[] = []
  let positions = 0
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
      position: (positions += 1),
      receivedAt: now,
      state: isNews ? 'pending' : 'quarantined',
      attempts: 0,
      unended: 0,
      fence: 0,
      isVariant: !isNews,
      claimableAt: message.availableAt ?? now,
      reason: isNews ? '' : QUARANTINE_REASON,
    })
    return isNews ? 'stored' : 'quarantined'
  }

  /** The row, as long as the claim holds. */
  function held({ message, fence }: Claim): Row | undefined {
    assertOpen()
    const row = at(message.position)
    return row?.state === 'pending' && row.fence === fence ? row : undefined
  }

  function setAside(position: number): Row | undefined {
    assertOpen()
    const row = at(position)
    return row !== undefined && isSetAside(row) ? row : undefined
  }

  const at = (position: number): Row | undefined => rows.find((row) => row.position === position)

  return {
    async append(messages) {
      assertOpen()
      for (const message of messages) checkBody(message)
      const before = [...rows]
      let outcomes: AppendOutcome[]
      try {
        outcomes = messages.map(add)
      } catch (error) {
        rows = before
        throw error
      }
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

    async renew(claim, leaseMs) {
      const row = held(claim)
      if (row === undefined) return false
      row.claimableAt = clock.wall() + leaseMs
      return true
    },

    async complete(claim, effect) {
      if (held(claim) === undefined) return false
      await effect?.(undefined)
      const row = held(claim)
      if (row === undefined) return false
      row.state = 'done'
      return true
    },

    async fail(claim, { reason, retryAfterMs }) {
      const row = held(claim)
      if (row === undefined) return false
      if (retryAfterMs === 'never') row.state = 'dead'
      else row.claimableAt = clock.wall() + retryAfterMs
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
      const waiting = rows.filter(({ state }) => state === 'pending').map(({ receivedAt }) => receivedAt)
      const oldestPendingMs =
        waiting.length > 0 ? Math.max(0, clock.wall() - Math.min(...waiting)) : undefined
      return { ...counts, oldestPendingMs }
    },

    async listSetAside({ limit = 100, after = 0 } = {}) {
      assertOpen()
      const found = rows.filter((row) => isSetAside(row) && row.position > after).slice(0, limit)
      return found.map((row) => {
        const { state, attempts, reason } = row
        return { ...toMessage(row), state: state === 'dead' ? state : 'quarantined', attempts, reason }
      })
    },

    async replay(position) {
      const row = setAside(position)
      if (row === undefined) return false
      rows = rows.filter((other) => other !== row)
      const fresh = { state: 'pending', attempts: 0, unended: 0, fence: 0, reason: '' } as const
      rows.push({ ...row, ...fresh, position: (positions += 1), claimableAt: clock.wall() })
      listeners.notify()
      return true
    },

    async discard(position) {
      const row = setAside(position)
      if (row === undefined) return false
      row.state = 'done'
      return true
    },

    async prune({ limit = 1_000 } = {}) {
      assertOpen()
      const now = clock.wall()
      const old = rows.filter(({ state, receivedAt, keyMs }) => state === 'done' && receivedAt + keyMs <= now)
      const forgotten = new Set(old.slice(0, limit))
      rows = rows.filter((row) => !forgotten.has(row))
      return forgotten.size
    },

    onAppend: (listener) => listeners.add(listener),

    async close() {
      closed = true
    },
  }
}

function isSetAside({ state }: Row): boolean {
  return state === 'dead' || state === 'quarantined'
}

function isSame(row: NewMessage, { provider, account, key }: NewMessage): boolean {
  return row.provider === provider && row.account === account && row.key === key
}

function orderOf({ provider, account, orderKey }: Row): string | undefined {
  return orderKey === undefined ? undefined : JSON.stringify([provider, account, orderKey])
}
