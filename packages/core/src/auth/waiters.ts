import type { Token } from './token-source.ts'

/** The callers that wait for a token, each of which may leave alone. */
export class Waiters {
  readonly #waiting = new Set<PromiseWithResolvers<Token>>()

  get size(): number {
    return this.#waiting.size
  }

  /** @param left called when the signal has ended this wait */
  join(signal: AbortSignal | undefined, left: () => void): Promise<Token> {
    const waiter = Promise.withResolvers<Token>()
    const leave = (): void => {
      if (!this.#waiting.delete(waiter)) return
      waiter.reject(signal?.reason)
      left()
    }
    signal?.addEventListener('abort', leave)
    this.#waiting.add(waiter)
    return waiter.promise.finally(() => signal?.removeEventListener('abort', leave))
  }

  settle(settle: (waiter: Pick<PromiseWithResolvers<Token>, 'resolve' | 'reject'>) => void): void {
    const waiters = [...this.#waiting]
    this.#waiting.clear()
    for (const waiter of waiters) settle(waiter)
  }
}
