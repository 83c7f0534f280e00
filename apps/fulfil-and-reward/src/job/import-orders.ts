import { createReadStream } from 'node:fs'

import { readOrders } from '../orders-csv/index.ts'
import type { JobParts } from './job-parts.ts'
import { planReward } from './plan-reward.ts'

const LOOK_EVERY_MS = 1_000

/** Takes the file over, once: one copy of the app does so, and another goes on if that one is gone. */
export async function importOrders(parts: JobParts, inputPath: string, stop: AbortSignal): Promise<void> {
  const { store, settings, news } = parts
  while (!stop.aborted && !(await store.imports.isDone())) {
    if (!(await store.imports.take())) {
      await news.pause(LOOK_EVERY_MS, stop)
      continue
    }
    await store.imports.run(
      readOrders(createReadStream(inputPath)),
      (order) => planReward(order, settings.reward),
      news.announce,
      stop,
    )
  }
}
