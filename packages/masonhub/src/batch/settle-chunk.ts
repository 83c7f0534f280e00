import { ClosedError, MalformedResponseError, TenonError, type CallRecord, type Pending } from '@tenon/core'

import type { BatchPlan, FoundRow } from './batch-plan.ts'
import { correlate } from './correlate.ts'
import type { Entry } from './entry.ts'
import type { Ports } from './ports.ts'
import type { Stop } from './stop.ts'
import { verdictOf } from './verdict.ts'

const BASE_DELAY_MS = 500
/** The vendor may ask for more patience than a batch has: it then ends, and says until when. */
const LONGEST_DELAY_MS = 60_000

export interface ChunkContext extends Pick<Ports, 'clock' | 'random'> {
  readonly rounds: number
  readonly stop: Stop
  /** Every call is added to it. */
  readonly calls: CallRecord[]
  /** Something was settled. */
  readonly report: () => void
  /** An error concerns all items of the batch. */
  readonly giveUp: (error: TenonError) => void
}

/**
 * Sends a chunk. What had no clear answer is looked up in the vendor's record, and only what is missing there is
 * sent again. MasonHub queues what it takes, so that a record may be late: the look-up waits first, and what the
 * vendor calls taken is looked up again.
 */
export async function settleChunk<Item, Row extends FoundRow>(
  entries: readonly Entry<Item>[],
  plan: BatchPlan<Item, Row>,
  { rounds, clock, random, stop, calls, report, giveUp }: ChunkContext,
): Promise<void> {
  let retryAt: Date | undefined

  function open(next: Entry<Item>['next']): Entry<Item>[] {
    return entries.filter((entry) => entry.outcome === undefined && entry.next === next)
  }

  function isOpen(): boolean {
    return entries.some(({ outcome }) => outcome === undefined)
  }

  function track<T>(pending: Pending<T>): Pending<T> {
    calls.push(pending.call)
    return pending
  }

  async function send(sent: readonly Entry<Item>[]): Promise<void> {
    const pending = track(
      plan.send(
        sent.map(({ item }) => item),
        { signal: stop.signal },
      ),
    )
    try {
      const { results } = await pending
      const found = correlate(
        sent.map(({ identifier }) => identifier),
        results,
      )
      for (const [index, entry] of sent.entries()) {
        const result = found[index]
        if (result === undefined || result.status === 'unknown') entry.doubt(unsaid(pending.call))
        else entry.answered(result)
      }
    } catch (error) {
      if (!TenonError.isInstance(error)) throw error
      sendFailed(sent, error, pending.call)
    }
  }

  function sendFailed(sent: readonly Entry<Item>[], error: TenonError, call: CallRecord): void {
    const wasSent = call.attempts.some((attempt) => attempt.sent)
    const verdict = verdictOf(error)
    const isInDoubt = wasSent && (verdict === 'unclear' || ClosedError.isInstance(error))
    retryAt = error.retryAt
    for (const entry of sent) {
      const { id, code = id, message } = error.vendor ?? {}
      // A refusal of the whole request says nothing about an earlier attempt.
      if (verdict === 'refused' && !entry.mayExist) {
        entry.refuse([{ message: message ?? error.message }], code)
      } else if (isInDoubt || verdict === 'refused') entry.doubt(error)
      else entry.delay(error)
    }
    if (verdict === 'stop') giveUp(error)
  }

  async function lookUp(doubtful: readonly Entry<Item>[]): Promise<void> {
    const pending = track(
      plan.lookUp(
        doubtful.map(({ item }) => item),
        { signal: stop.signal },
      ),
    )
    try {
      const { data } = await pending
      for (const entry of doubtful) {
        const row = data.find((one) => plan.isRecordOf(entry.item, one))
        if (row === undefined) entry.missing()
        else entry.found(row.id ?? undefined)
      }
    } catch (error) {
      if (!TenonError.isInstance(error)) throw error
      retryAt = error.retryAt
      for (const entry of doubtful) entry.delay(error)
      if (verdictOf(error) === 'stop') giveUp(error)
    }
  }

  /**
   * Half of the wait is certain, so that the vendor's queue gets its time; half is random, so that chunks spread.
   * Resolves to false if there is nothing to go on with.
   */
  async function pause(round: number): Promise<boolean> {
    if (!isOpen() || stop.reason !== undefined) return false
    const isPatient = entries.some((entry) => entry.outcome === undefined && !entry.isClaimed)
    const backOff = isPatient ? BASE_DELAY_MS * 2 ** (round - 1) * (0.5 + random.fraction() / 2) : 0
    const delay = Math.max(backOff, retryAt === undefined ? 0 : retryAt.getTime() - clock.wall())
    retryAt = undefined
    if (delay > LONGEST_DELAY_MS) return false
    await stop.wait(delay)
    return stop.reason === undefined
  }

  for (let round = 1; round <= rounds && isOpen(); round += 1) {
    const toSend = open('send')
    if (toSend.length > 0) await send(toSend)
    report()
    const isLast = round === rounds && open('look-up').length === 0
    if (isLast || !(await pause(round))) return

    const doubtful = open('look-up')
    if (doubtful.length > 0) await lookUp(doubtful)
    report()
    if (stop.reason !== undefined) return
  }
}

/** The vendor answered, and not about every item. */
function unsaid(call: CallRecord): TenonError {
  return new MalformedResponseError({ message: 'the answer does not say what became of the item', call })
}
