/** Runs one piece of work after the other, in the order in which it was asked for. */
export type SerialQueue = <T>(work: () => T | Promise<T>) => Promise<T>

export function createSerialQueue(): SerialQueue {
  let tail: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = tail.then(work)
    tail = result.catch(() => {})
    return result
  }
}
