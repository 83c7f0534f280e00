/** Who wants to hear that something arrived. */
export interface Listeners {
  /** Returns the way out. */
  add(listener: () => void): () => void
  notify(): void
}

/** For the `onAppend` of an inbox. */
export function createListeners(): Listeners {
  const listeners = new Set<() => void>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    notify() {
      for (const listener of listeners) listener()
    },
  }
}
