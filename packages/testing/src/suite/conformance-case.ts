/** One promise of a contract, and how to find out whether an implementation keeps it. */
export interface ConformanceCase {
  /** The promise, as a sentence; with the reason, where the implementation leaves it out. */
  readonly name: string
  /** Why the implementation leaves it out, in its own manifest's words. */
  readonly skip?: string
  /** Rejects with an `AssertionError` when the promise is not kept. Needs no other case to have run. */
  readonly run: () => Promise<void>
}
