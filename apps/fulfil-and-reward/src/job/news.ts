import { EventEmitter, once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

/** News come in crowds: who is woken by the first takes note of all. */
const CROWD_MS = 50

/** Tells the parts of the job that something has changed, so that none has to poll the store in a hurry. */
export interface News {
  readonly announce: () => void
  /**
   * Resolves a moment after the next announcement, or after `timeoutMs`, or when the job is stopped. What the other
   * copies of the app do is not announced: that is seen after `timeoutMs`.
   */
  wait(timeoutMs: number, stop: AbortSignal): Promise<void>
  /** Resolves after `timeoutMs`, whatever is announced, or when the job is stopped. */
  pause(timeoutMs: number, stop: AbortSignal): Promise<void>
}

export function createNews(): News {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  return {
    announce: () => void emitter.emit('news'),
    async wait(timeoutMs, stop) {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)])
      await once(emitter, 'news', { signal }).catch(() => {})
      await delay(CROWD_MS, undefined, { signal }).catch(() => {})
    },
    async pause(timeoutMs, stop) {
      await delay(timeoutMs, undefined, { signal: stop }).catch(() => {})
    },
  }
}
