import { AbortedError, type Clock, type TenonError } from '@tenon/core'

/** What one order waits with: it can be woken by news of the order, and ended. */
export class OrderWait {
  /** As soon as it is known: news of it wakes. */
  orderId: string | undefined
  readonly #clock: Clock
  readonly #signal: AbortSignal | undefined
  #woken = false
  #end: TenonError | undefined
  #finish: (() => void) | undefined

  constructor(clock: Clock, signal: AbortSignal | undefined) {
    this.#clock = clock
    this.#signal = signal
  }

  /**
   * Resolves after `delayMs`, or at once when there was news since the last pause.
   *
   * @throws AbortedError when the caller's signal fired; whatever `end` was given
   */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        this.#clock.clearTimer(timer)
        this.#signal?.removeEventListener('abort', finish)
        this.#finish = undefined
        this.#woken = false
        const ended = this.#ended()
        if (ended === undefined) resolve()
        else reject(ended)
      }
      const timer = this.#clock.setTimer(delayMs, finish)
      this.#signal?.addEventListener('abort', finish)
      this.#finish = finish
      if (this.#woken || this.#ended() !== undefined) finish()
    })
  }

  /** @throws as `pause` */
  throwIfEnded(): void {
    const ended = this.#ended()
    if (ended !== undefined) throw ended
  }

  /** Ends the pause under way, or else the next one. */
  wake(): void {
    this.#woken = true
    this.#finish?.()
  }

  /** Makes the pause under way, and every later one, fail. */
  end(error: TenonError): void {
    this.#end = error
    this.#finish?.()
  }

  #ended(): TenonError | undefined {
    if (this.#end !== undefined || this.#signal?.aborted !== true) return this.#end
    const message = 'the caller stopped waiting for the order, which may exist; resume it by its reference'
    return new AbortedError({ message, reason: this.#signal.reason })
  }
}
