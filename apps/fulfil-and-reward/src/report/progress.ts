import { MultiBar, type SingleBar } from 'cli-progress'

import type { JobCounts } from '../store/job-counts.ts'
import type { JobReport } from '../store/job-report.ts'

const REDRAW_MS = 200
const LINE_EVERY_MS = 5_000

export interface Progress {
  stop(): Promise<void>
}

/** Shows how far the job is, on stderr: bars on a terminal, a line every five seconds elsewhere. */
export function showProgress(report: Pick<JobReport, 'counts'>): Progress {
  return process.stderr.isTTY ? showBars(report) : printLines(report)
}

function showBars(report: Pick<JobReport, 'counts'>): Progress {
  const bars = new MultiBar({
    format: '{name} |{bar}| {value}/{total}',
    hideCursor: true,
    stream: process.stderr,
    clearOnComplete: true,
  })
  const [sent, shipped, rewarded] = ['sent    ', 'shipped ', 'rewarded'].map((name) =>
    bars.create(0, 0, { name }),
  )
  const stopTelling = tellEach(REDRAW_MS, report, (counts) => {
    move(sent, counts.accepted + counts.refused, counts.orders)
    move(shipped, counts.shipped + counts.canceled, counts.accepted)
    move(rewarded, counts.rewarded + counts.rewardsFailed, counts.rewardsPlanned)
  })
  return {
    async stop() {
      await stopTelling()
      bars.stop()
    },
  }
}

function move(bar: SingleBar | undefined, value: number, total: number): void {
  // A bar of nothing would be drawn as a full one.
  bar?.setTotal(Math.max(total, 1))
  bar?.update(value)
}

function printLines(report: Pick<JobReport, 'counts'>): Progress {
  return {
    stop: tellEach(LINE_EVERY_MS, report, (counts) => void process.stderr.write(`${line(counts)}\n`)),
  }
}

/** Counts again and again, one after the other. What cannot be counted now is the job's to complain of. */
function tellEach(
  everyMs: number,
  report: Pick<JobReport, 'counts'>,
  tell: (counts: JobCounts) => void,
): () => Promise<void> {
  let counting: Promise<void> | undefined
  const timer = setInterval(() => {
    counting ??= report
      .counts()
      .then(tell)
      .catch(() => {})
      .finally(() => (counting = undefined))
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await counting
  }
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
