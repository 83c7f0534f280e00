import type { Clock } from '@tenon/core'

import type { OrderWait } from './order-wait.ts'

/** Runs work about the same order one after the other. */
export type TakeTurns = <T>(turn: Turn, work: () => Promise<T>) => Promise<T>

export interface Turn {
  readonly referenceId: string
  readonly wait: OrderWait
  /** On the clock's monotonic time; the work starts then, at the latest. */
  readonly deadline: number
}

/** Two callers of one process with the same order: the second finds what the first one did. */
export function createTurns(clock: Clock): TakeTurns {
  const queues = new Map<string, Promise<unknown>>()
  return async ({ referenceId, wait, deadline }, work) => {
    const before = queues.get(referenceId)
    const own = Promise.withResolvers<void>()
    const queue = Promise.all([before, own.promise])
    queues.set(referenceId, queue)
    try {
      if (before !== undefined) {
        void before.then(() => wait.wake())
        await wait.pause(deadline - clock.monotonic())
      }
      return await work()
    } finally {
      own.resolve()
      if (queues.get(referenceId) === queue) queues.delete(referenceId)
    }
  }
}
