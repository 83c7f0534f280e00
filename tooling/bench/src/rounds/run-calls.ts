import { CONCURRENCY } from '../concurrency.ts'
import type { Contestant } from '../contestants/contestant.ts'

/** Makes so many calls, as many at a time as there are connections. */
export async function runCalls(contestant: Contestant, calls: number): Promise<void> {
  let left = calls
  async function caller(): Promise<void> {
    while (left > 0) {
      left -= 1
      await contestant.call()
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, caller))
}
