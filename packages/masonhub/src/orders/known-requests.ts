/** More than a client makes in the time in which one of them may be mistaken for another. */
const MOST = 10_000

/** The ids of requests whose outcome a client has told: none of them is that of a request whose answer was lost. */
export interface KnownRequests {
  has(id: string): boolean
  add(id: string): void
}

/** Keeps the latest ten thousand. */
export function createKnownRequests(): KnownRequests {
  const ids = new Set<string>()
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.delete(id)
      ids.add(id)
      const [oldest] = ids
      if (ids.size > MOST && oldest !== undefined) ids.delete(oldest)
    },
  }
}
