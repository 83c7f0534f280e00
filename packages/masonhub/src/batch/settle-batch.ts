import type { CallRecord } from '@tenon/core'
import type { z } from 'zod'

import type { batchOptions } from './batch-options.ts'
import type { BatchPlan, FoundRow } from './batch-plan.ts'
import { createBatchResult, type BatchResult } from './batch-result.ts'
import { chunksOf } from './chunks-of.ts'
import { Entry } from './entry.ts'
import { inParallel } from './in-parallel.ts'
import type { Ports } from './ports.ts'
import { settleChunk } from './settle-chunk.ts'
import { createStop } from './stop.ts'

/**
 * Sends a batch in chunks, and finds out what became of each item.
 *
 * An error that concerns all items (a refused token, a wrong option) is thrown if nothing was settled and nothing
 * is in doubt; else it ends the batch, and what is left comes out as `'unknown'`.
 */
export async function settleBatch<Item, Row extends FoundRow>(
  plan: BatchPlan<Item, Row>,
  options: z.output<typeof batchOptions>,
  { clock, random, logger }: Ports,
): Promise<BatchResult> {
  const entries = plan.items.map((item) => new Entry(item, plan.identify(item)))
  const calls: CallRecord[] = []
  using stop = createStop(options, clock)
  let concernsAll = false
  let reported = 0

  function report(): void {
    const done = entries.filter(({ outcome }) => outcome !== undefined).length
    if (done === reported) return
    reported = done
    try {
      options.onProgress?.({ done, total: entries.length })
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'unknown'
      logger?.warn({ provider: 'masonhub', problem }, 'the onProgress of a batch failed')
    }
  }

  await inParallel(chunksOf(entries), options.concurrency, async (chunk) => {
    if (stop.reason !== undefined) return
    await settleChunk(chunk, plan, {
      rounds: options.rounds,
      clock,
      random,
      stop,
      calls,
      report,
      giveUp(error) {
        concernsAll = true
        stop.end(error)
      },
    })
  })

  const nothingHappened = entries.every(({ outcome, mayExist }) => outcome === undefined && !mayExist)
  if (concernsAll && nothingHappened && stop.reason !== undefined) throw stop.reason
  const outcomes = entries.map((entry) => entry.conclude(stop.reason))
  report()
  return createBatchResult(outcomes, calls)
}
