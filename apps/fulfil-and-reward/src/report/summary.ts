import type { JobCounts, ReasonCount } from '../store/job-counts.ts'
import type { JobStore } from '../store/job-store.ts'
import type { VendorTraffic } from './traffic.ts'

export type JobState = 'finished' | 'unfinished' | 'interrupted'

/** The result of a run, as `--json` prints it. */
export interface Summary {
  readonly state: JobState
  /** Everything was done by an earlier run. */
  readonly wasDone: boolean
  readonly vendors: 'fakes' | 'live'
  readonly input: string
  readonly counts: JobCounts
  /** Every order of the file that was not sent, with the line it starts on. */
  readonly leftOut: readonly {
    readonly line: number
    readonly name: string
    readonly kind: string
    readonly reason: string
  }[]
  readonly refusals: readonly ReasonCount[]
  readonly rewardNotes: readonly ReasonCount[]
  /** Rupees. */
  readonly wallet: { readonly before: number | undefined; readonly after: number | undefined }
  readonly traffic: Readonly<Record<string, VendorTraffic>>
  readonly seconds: number
}

export interface SummaryParts {
  readonly state: JobState
  readonly wasDone: boolean
  readonly vendors: Summary['vendors']
  readonly input: string
  readonly store: JobStore
  readonly walletAfter: number | undefined
  readonly traffic: Readonly<Record<string, VendorTraffic>>
  readonly seconds: number
}

export async function summarise({ store, walletAfter, ...rest }: SummaryParts): Promise<Summary> {
  const { facts, report } = store
  const before = await facts.get('wallet before')
  return {
    ...rest,
    counts: await report.counts(),
    leftOut: await report.leftOut(),
    refusals: await report.refusals(),
    rewardNotes: await report.rewardNotes(),
    wallet: { before: before === undefined ? undefined : Number(before), after: walletAfter },
  }
}
