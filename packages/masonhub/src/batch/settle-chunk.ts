import { ClosedError, MalformedResponseError, TenonError, type CallRecord } from '@tenon/core'

import type { BatchPlan, FoundRow, Track } from './batch-plan.ts'
import { correlate } from './correlate.ts'
import type { Entry } from './entry.ts'
import { findRecords } from './find-records.ts'
import { isWrongAddress } from './is-wrong-address.ts'
import type { Ports } from './ports.ts'
import { sendNarrowing, type Narrowing } from './send-narrowing.ts'
import type { Stop } from './stop.ts'
import { verdictOf } from './verdict.ts'

const BASE_DELAY_MS = 500
/** The vendor may ask for more patience than a batch has: it then ends, and says until when. */
const LONGEST_DELAY_MS = 60_000

export interface ChunkContext extends Pick<Ports, 'clock' | 'random'> {
  readonly rounds: number
  readonly stop: Stop
  readonly track: Track
  readonly narrowing: Narrowing
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
  { rounds, clock, random, stop, track, narrowing, report, giveUp }: ChunkContext,
): Promise<void> {
  let retryAt: Date | undefined
  /** Refused with the request that they were in, and not looked at one by one. */
  let refused: { readonly entries: readonly Entry<Item>[]; readonly error: TenonError }[] = []

  function open(next: Entry<Item>['next']): Entry<Item>[] {
    return entries.filter((entry) => entry.next === next)
  }

  function isOpen(): boolean {
    return entries.some(({ next }) => next !== 'nothing')
  }

  /** Resolves to false if the vendor refused the request as a whole. */
  async function send(sent: readonly Entry<Item>[], isDivisible: boolean): Promise<boolean> {
    const items = sent.map(({ item }) => item)
    const pending = track(plan.send(items, { signal: stop.signal }))
    try {
      const { results } = await pending
      narrowing.wasAnswered ||= results.length > 0
      const found = correlate(
        sent.map(({ identifier }) => identifier),
        results,
      )
      for (const [index, entry] of sent.entries()) {
        const result = found[index]
        if (result === undefined || result.status === 'unknown') entry.doubt(unsaid(pending.call))
        else entry.answered(result)
      }
      return true
    } catch (error) {
      if (!TenonError.isInstance(error)) throw error
      return sendFailed(sent, error, pending.call, isDivisible)
    }
  }

  function sendFailed(
    sent: readonly Entry<Item>[],
    error: TenonError,
    call: CallRecord,
    isDivisible: boolean,
  ): boolean {
    const wasSent = call.attempts.some((attempt) => attempt.sent)
    const verdict = verdictOf(error)
    retryAt = error.retryAt
    if (verdict === 'refused') {
      if (!isDivisible) refused.push({ entries: sent, error })
      return false
    }
    const isInDoubt = wasSent && (verdict === 'unclear' || ClosedError.isInstance(error))
    for (const entry of sent) {
      if (isInDoubt) entry.doubt(error)
      else entry.delay(error)
    }
    if (verdict === 'stop') giveUp(error)
    return true
  }

  /**
   * Where every single item is answered as a wrong address is, it is not the items that are wrong: nothing is refused,
   * and no other chunk will do better.
   */
  function settleRefused(): void {
    const isElsewhere =
      !narrowing.wasAnswered &&
      entries.every((entry) => entry.outcome === undefined && !entry.mayBeDone) &&
      refused.every(({ error }) => isWrongAddress(error))
    for (const { entries: together, error } of refused) {
      for (const entry of together) {
        if (isElsewhere) entry.delay(error)
        else entry.answered(refusalOf(error))
      }
      if (isElsewhere) giveUp(error)
    }
    refused = []
  }

  async function lookUp(doubtful: readonly Entry<Item>[]): Promise<void> {
    const { whenUnclear } = plan
    if (typeof whenUnclear === 'string') return
    const items = doubtful.map(({ item }) => item)
    try {
      const rows = await whenUnclear.lookUp(items, { signal: stop.signal }, track)
      for (const entry of doubtful) {
        const finding = findRecords(entry.item, rows, whenUnclear, entry.isCalledDone)
        if (finding.says === 'done') entry.done(finding.row)
        else if (finding.says === 'not-done') entry.notDone(finding.isDeleted)
        else entry.oneOfSeveral()
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
    const isPatient = entries.some((entry) => entry.next !== 'nothing' && !entry.isClaimed)
    const backOff = isPatient ? BASE_DELAY_MS * 2 ** (round - 1) * (0.5 + random.fraction() / 2) : 0
    const delay = Math.max(backOff, retryAt === undefined ? 0 : retryAt.getTime() - clock.wall())
    retryAt = undefined
    if (delay > LONGEST_DELAY_MS) return false
    await stop.wait(delay)
    return stop.reason === undefined
  }

  for (let round = 1; round <= rounds && isOpen(); round += 1) {
    const toSend = open('send')
    if (toSend.length > 0) await sendNarrowing(toSend, send, narrowing, stop)
    settleRefused()
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

/** What the vendor said about the request, as if it were about the item. */
function refusalOf({ vendor, message, status }: TenonError) {
  const code = vendor?.code ?? vendor?.id ?? (status === 409 ? '409' : undefined)
  const said = { ...(code !== undefined && { code }), message: vendor?.message ?? message }
  return { status: 'failure', messages: [said] } as const
}
