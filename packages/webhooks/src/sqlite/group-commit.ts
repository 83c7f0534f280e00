import type { AppendOutcome } from '../inbox/inbox.ts'
import type { NewMessage } from '../message/new-message.ts'
import type { AppendResult } from './append-batch.ts'
import type { AppendWorker } from './append-worker.ts'

/** So that no commit takes long, however many wait. */
const MOST_CALLS = 500

interface Waiting extends PromiseWithResolvers<readonly AppendOutcome[]> {
  readonly messages: readonly NewMessage[]
}

/** Appends of one process in common commits, and the turns of its own connection between them. */
export interface GroupCommit {
  /** Resolves when the messages are on disk, and with them whatever was committed before. */
  append(messages: readonly NewMessage[]): Promise<readonly AppendOutcome[]>
  /**
   * Runs the work, at once when no commit is under way, else right after it: SQLite has one writer, and a
   * connection that waits for its turn by itself stops the event loop.
   */
  inTurn<T>(work: () => T): Promise<T>
}

/** @param wall the time at which what is committed counts as received */
export function createGroupCommit(thread: AppendWorker, wall: () => number): GroupCommit {
  let waiting: Waiting[] = []
  let turns: (() => void)[] = []
  let committing: Promise<void> | undefined

  /** What arrives during one commit goes into the next. */
  async function commitAll(): Promise<void> {
    while (waiting.length > 0 || turns.length > 0) {
      const calls = waiting.slice(0, MOST_CALLS)
      waiting = waiting.slice(MOST_CALLS)
      if (calls.length > 0) await commit(calls)
      const due = turns
      turns = []
      for (const turn of due) turn()
    }
    committing = undefined
  }

  async function commit(calls: readonly Waiting[]): Promise<void> {
    let results: readonly AppendResult[]
    try {
      results = await thread.commit(
        calls.map(({ messages }) => messages),
        wall(),
      )
    } catch (error) {
      for (const { reject } of calls) reject(error)
      return
    }
    for (const [index, { resolve, reject }] of calls.entries()) {
      const result = results[index] ?? { error: 'the thread that appends gave no answer' }
      if ('error' in result) reject(new Error(result.error))
      else resolve(result.outcomes)
    }
  }

  return {
    append(messages) {
      const call: Waiting = { messages, ...Promise.withResolvers<readonly AppendOutcome[]>() }
      waiting.push(call)
      // Later in this turn of the event loop, so that what arrived together is committed together.
      committing ??= Promise.resolve().then(commitAll)
      return call.promise
    },
    async inTurn(work) {
      if (committing === undefined) return work()
      return new Promise((resolve, reject) => {
        // It runs within the turn, and not soon after it, when the next commit is under way.
        turns.push(() => {
          try {
            resolve(work())
          } catch (error) {
            reject(error)
          }
        })
      })
    },
  }
}
