import { Refusal } from './refusal.ts'

/** Bytes that are held by deliveries under way, within one limit for all of them. */
export interface InFlight {
  /** @throws Refusal with 503 when there is no room for them */
  add(bytes: number): void
  remove(bytes: number): void
}

export function limitInFlight(maxBytes: number, retryAfterSeconds: string): InFlight {
  let held = 0
  return {
    add(bytes) {
      if (held + bytes > maxBytes)
        throw new Refusal(503, `${maxBytes} bytes are under way already`, {
          'retry-after': retryAfterSeconds,
        })
      held += bytes
    },
    remove(bytes) {
      held -= bytes
    },
  }
}
