import { Call } from '../../src/call/call.ts'
import { RunningCalls } from '../../src/call/running-calls.ts'
import type { Operation } from '../../src/declare/operation.ts'
import { silentLogger } from '../../src/observe/logger.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { createVirtualClock, type VirtualClock } from '../../src/testing/virtual-clock.ts'

export interface Setup {
  readonly clock?: VirtualClock
  /** Those that share a timer with this one. Default: none. */
  readonly running?: RunningCalls
  readonly operation?: Operation
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** A call that nothing has been done for yet, and what the steps that it goes through are made of. */
export function startCall({
  clock = createVirtualClock(),
  running = new RunningCalls(clock),
  operation = { id: 'things.get', method: 'GET', path: '/things' },
  timeoutMs = 1_000,
  signal,
}: Setup = {}) {
  const parts = { clock, random: createSeededRandom(1), logger: silentLogger }
  /** What the caller was told: once at most, or something is wrong. */
  const told: unknown[] = []
  const host = { ...parts, provider: 'things', running }
  const call = new Call(host, operation, 'calls', timeoutMs, signal, (error) => void told.push(error))
  return { call, parts, told }
}
