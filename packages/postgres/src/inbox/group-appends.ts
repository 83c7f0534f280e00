import type { AppendOutcome } from '@tenon/webhooks'

import { sqlStateOf } from '../sql-state.ts'

/** So that no statement takes long, however many wait. */
const MOST_CALLS = 500
const MOST_CHARACTERS = 4_000_000

/** @param messages each as JSON */
type Append = (messages: readonly string[]) => Promise<readonly AppendOutcome[]>

interface Waiting extends PromiseWithResolvers<readonly AppendOutcome[]> {
  readonly messages: readonly string[]
}

/**
 * Appends what several callers give at one time in one statement, so in one commit: what arrives during one goes into
 * the next. A call whose content the server refuses takes no other with it.
 */
export function groupAppends(append: Append): Append {
  const waiting: Waiting[] = []
  let running: Promise<void> | undefined

  async function appendAll(): Promise<void> {
    // Later in this turn of the event loop, so that what arrived together is committed together.
    await Promise.resolve()
    while (waiting.length > 0) await appendGroup(waiting.splice(0, groupSize(waiting)))
    running = undefined
  }

  async function appendGroup(calls: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await append(calls.flatMap(({ messages }) => messages))
      let start = 0
      for (const { messages, resolve } of calls) resolve(outcomes.slice(start, (start += messages.length)))
    } catch (error) {
      if (calls.length === 1 || !isAboutContent(error)) for (const { reject } of calls) reject(error)
      else for (const call of calls) await appendGroup([call])
    }
  }

  return (messages) => {
    const call: Waiting = { messages, ...Promise.withResolvers<readonly AppendOutcome[]>() }
    waiting.push(call)
    running ??= appendAll()
    return call.promise
  }
}

function groupSize(waiting: readonly Waiting[]): number {
  let characters = 0
  const end = waiting.findIndex(({ messages }) => {
    for (const message of messages) characters += message.length
    return characters > MOST_CHARACTERS
  })
  return Math.max(1, Math.min(end === -1 ? waiting.length : end, MOST_CALLS))
}

/** Classes of SQLSTATE: data exception, integrity, what a trigger raises, program limit. */
function isAboutContent(error: unknown): boolean {
  return /^(22|23|P0|54)...$/.test(sqlStateOf(error))
}
