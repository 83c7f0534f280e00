import { TenonError, type CallRecord, type Pending } from '@tenon/core'
import type { z } from 'zod'

import type { batchOptions } from './batch-options.ts'
import type { BatchPlan, FoundRow } from './batch-plan.ts'
import { createBatchResult, type BatchResult } from './batch-result.ts'
import { chunksOf } from './chunks-of.ts'
import { Entry, type EntryRules } from './entry.ts'
import { inParallel } from './in-parallel.ts'
import type { Ports } from './ports.ts'
import { settleChunk } from './settle-chunk.ts'
import { createStop } from './stop.ts'
import { verdictOf } from './verdict.ts'

/**
 * Sends a batch in chunks, and finds out what became of each item. Every write of MasonHub goes through here. A
 * plan (`batch-plan.ts`) says how:
 *
 *     settleBatch({
 *       items, identify, send,
 *       chunkSize: 10,                            // default 30
 *       whenUnclear: {                            // what to do with an item whose request had no clear answer:
 *         lookUp: (items, options, track) => searchAll(...),  // ask for the records, all pages of them,
 *         isRecordOf: (item, row) => boolean,     // find the item's,
 *         doneWhen: 'there',                      // default; a deletion is done when it is 'gone'
 *         mayMeanDone: ['301', '409'],            // codes of refusals that are looked up before they count
 *       },
 *     }, checked.options, ports)
 *
 * `whenUnclear: 'send-again'` is for what may be done twice (a full replacement).
 *
 * A refusal of a whole request is narrowed down to the items that it is about, by sending halves.
 *
 * An error that concerns all items (a refused token, a wrong option) is thrown if nothing was settled and nothing
 * is in doubt; else it ends the batch, and what is left comes out as `'unknown'`.
 */
export async function settleBatch<Item, Row extends FoundRow>(
  plan: BatchPlan<Item, Row>,
  options: z.output<typeof batchOptions>,
  { clock, random, logger }: Ports,
): Promise<BatchResult> {
  const { whenUnclear } = plan
  let done = 0
  const rules: EntryRules = {
    whenUnclear: typeof whenUnclear === 'string' ? whenUnclear : 'look-up',
    mayMeanDone: typeof whenUnclear === 'string' ? [] : (whenUnclear.mayMeanDone ?? []),
    onSettled: () => void (done += 1),
  }
  const entries = plan.items.map((item) => new Entry(item, plan.identify(item), rules))
  const calls: CallRecord[] = []
  using stop = createStop(options, clock)
  let concernsAll = false
  let reported = 0

  function report(): void {
    if (done === reported) return
    reported = done
    try {
      options.onProgress?.({ done, total: entries.length })
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'unknown'
      logger?.warn({ provider: 'masonhub', problem }, 'the onProgress of a batch failed')
    }
  }

  function giveUp(error: TenonError): void {
    concernsAll = true
    stop.end(error)
  }

  function track<T>(pending: Pending<T>): Pending<T> {
    calls.push(pending.call)
    return pending
  }

  async function prepare(): Promise<void> {
    try {
      if (entries.length > 0) await plan.prepare?.({ signal: stop.signal }, track)
    } catch (error) {
      if (!TenonError.isInstance(error)) throw error
      if (verdictOf(error) === 'stop') giveUp(error)
      else stop.end(error)
    }
  }

  const narrowing = { fruitless: 0, wasAnswered: false }
  const context = { rounds: options.rounds, clock, random, stop, track, report, narrowing, giveUp }
  await prepare()
  await inParallel(
    chunksOf(entries, options.chunkSize ?? plan.chunkSize),
    options.concurrency,
    async (chunk) => {
      if (stop.reason === undefined) await settleChunk(chunk, plan, context)
    },
  )

  const nothingHappened = entries.every(({ outcome, mayBeDone }) => outcome === undefined && !mayBeDone)
  if (concernsAll && nothingHappened && stop.reason !== undefined) throw stop.reason
  const outcomes = entries.map((entry) => entry.conclude(stop.reason))
  done = entries.length
  report()
  return createBatchResult(outcomes, calls)
}
