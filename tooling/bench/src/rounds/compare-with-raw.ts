import { startContestant } from '../processes/start-contestant.ts'
import { startServer } from '../server/start-server.ts'
import { compare, measurePairs, WARM_UP_ROUNDS, type Comparison, type Pair } from './compare.ts'

/** How the compiler makes a program fast differs from one start to the next: the pairs come from so many starts. */
const STARTS = 3

export interface ComparisonPlan {
  /** `tenon`, `bare`, or the package of a peer. */
  readonly contestant: string
  /** Bytes of JSON in an answer. */
  readonly bytes: number
  /** One line for each call into a temporary file; raw undici writes none. */
  readonly log: boolean
  readonly pairs: number
  readonly calls: number
}

/** A contestant beside raw undici. */
export async function compareWithRaw(plan: ComparisonPlan): Promise<Comparison> {
  const pairs: Pair[] = []
  for (let start = 0; start < STARTS; start += 1) {
    const share = Math.ceil((plan.pairs - pairs.length) / (STARTS - start))
    if (share > 0) pairs.push(...(await measureStart({ ...plan, pairs: share })))
  }
  return compare(pairs)
}

async function measureStart({ contestant, bytes, log, pairs, calls }: ComparisonPlan): Promise<Pair[]> {
  const server = await startServer(bytes)
  const { origin } = server
  const raw = await startContestant({ contestant: 'raw', origin, log: false })
  const other = await startContestant({ contestant, origin, log })
  const measured = await measurePairs(raw, other, pairs, calls)
  const [lines] = await Promise.all([other.close(), raw.close()])
  server.close()
  // A line that was not written would have cost nothing.
  const expected = log ? (pairs + WARM_UP_ROUNDS) * calls : 0
  if (lines !== expected) throw new Error(`${lines} of ${expected} log lines reached the file`)
  return measured
}
