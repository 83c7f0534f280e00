import { EventEmitter, once } from 'node:events'

/** Tells the parts of the job that something has changed, so that none has to poll the store in a hurry. */
export interface News {
  announce(): void
  /** Resolves at the next announcement, or after `timeoutMs`, or when the job is stopped. */
  wait(timeoutMs: number, stop: AbortSignal): Promise<void>
}

export function createNews(): News {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  return {
    announce: () => void emitter.emit('news'),
    async wait(timeoutMs, stop) {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)])
      await once(emitter, 'news', { signal }).catch(() => {})
    },
  }
}
