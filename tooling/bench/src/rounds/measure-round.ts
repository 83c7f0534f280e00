import type { Contestant } from '../contestants/contestant.ts'
import { runCalls } from './run-calls.ts'

export interface Round {
  readonly perSecond: number
  /** Microseconds of CPU for each call, of all threads of this process. The server's are not in it. */
  readonly cpuPerCall: number
}

export async function measureRound(contestant: Contestant, calls: number): Promise<Round> {
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  await runCalls(contestant, calls)
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  return { perSecond: calls / seconds, cpuPerCall: (user + system) / calls }
}
