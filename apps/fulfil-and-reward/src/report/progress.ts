import { MultiBar, type SingleBar } from 'cli-progress'

import type { JobCounts } from '../store/job-counts.ts'
import type { JobStore } from '../store/job-store.ts'

const REDRAW_MS = 100
const LINE_EVERY_MS = 5_000

export interface Progress {
  stop(): void
}

/** Shows how far the job is, on stderr: bars on a terminal, a line every five seconds elsewhere. */
export function showProgress(store: JobStore): Progress {
  return process.stderr.isTTY ? showBars(store) : printLines(store)
}

function showBars(store: JobStore): Progress {
  const bars = new MultiBar({
    format: '{name} |{bar}| {value}/{total}',
    hideCursor: true,
    stream: process.stderr,
    clearOnComplete: true,
  })
  const [sent, shipped, rewarded] = ['sent    ', 'shipped ', 'rewarded'].map((name) =>
    bars.create(0, 0, { name }),
  )
  const draw = (): void => {
    const counts = store.counts()
    move(sent, counts.accepted + counts.refused, counts.orders)
    move(shipped, counts.shipped + counts.canceled, counts.accepted)
    move(rewarded, counts.rewarded + counts.rewardsFailed, counts.rewardsPlanned)
  }
  const timer = setInterval(draw, REDRAW_MS)
  return {
    stop() {
      clearInterval(timer)
      draw()
      bars.stop()
    },
  }
}

function move(bar: SingleBar | undefined, value: number, total: number): void {
  // A bar of nothing would be drawn as a full one.
  bar?.setTotal(Math.max(total, 1))
  bar?.update(value)
}

function printLines(store: JobStore): Progress {
  const timer = setInterval(() => process.stderr.write(`${line(store.counts())}\n`), LINE_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}

function line({
  accepted,
  refused,
  orders,
  shipped,
  canceled,
  rewarded,
  rewardsFailed,
  rewardsPlanned,
}: JobCounts): string {
  return (
    `sent ${accepted + refused}/${orders}, shipped ${shipped + canceled}/${accepted}, ` +
    `rewarded ${rewarded + rewardsFailed}/${rewardsPlanned}`
  )
}
