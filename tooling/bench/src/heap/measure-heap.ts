import type { Contestant } from '../contestants/contestant.ts'
import { runCalls } from '../rounds/run-calls.ts'
import { collectedHeap } from './collected-heap.ts'
import { slope } from './slope.ts'

const SAMPLES = 20

export interface HeapGrowth {
  readonly calls: number
  /** Bytes in use after each twentieth of the calls. */
  readonly samples: readonly number[]
  /** Over the second half: in the first, code is still being compiled and pools are filled. */
  readonly bytesPerCall: number
}

export async function measureHeap(contestant: Contestant, calls: number): Promise<HeapGrowth> {
  const samples: number[] = []
  const callsPerSample = Math.ceil(calls / SAMPLES)
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await runCalls(contestant, callsPerSample)
    samples.push(await collectedHeap())
  }
  return {
    calls: callsPerSample * SAMPLES,
    samples,
    bytesPerCall: slope(samples.slice(SAMPLES / 2), callsPerSample),
  }
}
