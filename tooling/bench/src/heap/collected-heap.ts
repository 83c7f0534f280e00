import { setImmediate } from 'node:timers/promises'

/** Bytes in use on the heap once everything unreachable is gone. */
export async function collectedHeap(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('start Node with --expose-gc: npm run bench does')
  // What a finalizer lets go of in one turn is collected in the next.
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc()
    await setImmediate()
  }
  return process.memoryUsage().heapUsed
}
