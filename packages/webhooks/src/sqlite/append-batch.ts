import type { DatabaseSync } from 'node:sqlite'

import type { AppendOutcome } from '../inbox/inbox.ts'
import { QUARANTINE_REASON } from '../inbox/quarantine-reason.ts'
import type { NewMessage } from '../message/new-message.ts'
import { INSERT, KNOWN_HASHES, TOUCH } from './statements.ts'

/**
 * What was asked for at once: the messages of several calls of `append`. A call without messages asks that whatever
 * any connection of this process has committed before is on disk.
 */
export type AppendBatch = readonly (readonly NewMessage[])[]

/** What became of one call. */
export type AppendResult = { readonly outcomes: readonly AppendOutcome[] } | { readonly error: string }

/** Stores the messages of several calls in one commit. A call that fails takes no other with it. */
export function createBatchAppender(
  database: DatabaseSync,
): (batch: AppendBatch, now: number) => readonly AppendResult[] {
  const knownHashes = database.prepare(KNOWN_HASHES)
  const insert = database.prepare(INSERT)
  const touch = database.prepare(TOUCH)

  function add(message: NewMessage, now: number): AppendOutcome {
    const { provider, account, type, id, orderKey, body, hash, key, keyMs, availableAt } = message
    const known = knownHashes.all(provider, account, key, now).map((row) => row['hash'])
    if (known.includes(hash)) return 'duplicate'
    const isNews = known.length === 0
    const [state, reason] = isNews ? ['pending', null] : ['quarantined', QUARANTINE_REASON]
    const content = [provider, account, type, id ?? null, orderKey ?? null, body, hash, key]
    insert.run(...content, now + keyMs, now, availableAt ?? now, state, reason, Number(!isNews))
    return isNews ? 'stored' : 'quarantined'
  }

  function commit(batch: AppendBatch, now: number): AppendResult[] {
    database.exec('BEGIN IMMEDIATE')
    try {
      // A commit that has written nothing does not wait for the disk.
      if (batch.some((messages) => messages.length === 0)) touch.run()
      const results = batch.map((messages) => ({ outcomes: messages.map((message) => add(message, now)) }))
      database.exec('COMMIT')
      return results
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  return (batch, now) => {
    try {
      return commit(batch, now)
    } catch (error) {
      if (batch.length > 1) return batch.flatMap((call) => commitAlone(call, now))
      return [{ error: error instanceof Error ? error.message : 'unknown' }]
    }
  }

  function commitAlone(call: readonly NewMessage[], now: number): AppendResult[] {
    try {
      return commit([call], now)
    } catch (error) {
      return [{ error: error instanceof Error ? error.message : 'unknown' }]
    }
  }
}
