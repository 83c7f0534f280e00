import { Refusal } from './refusal.ts'

/** A delivery is some kB. Every body may have so much of what is kept free of the large ones. */
const SMALL_BYTES = 16 * 1024

/** Bytes that are held by deliveries under way, within one limit for all of them. */
export interface InFlight {
  /** Room for one body, which holds nothing yet. */
  open(): BodyRoom
}

/** What one body holds. */
export interface BodyRoom {
  /** @throws Refusal with 503 when there is no room for them */
  readonly add: (bytes: number) => void
  /** Gives everything back. */
  readonly release: () => void
}

/**
 * Half of the bytes are for bodies of 16 KiB at most, and for the first 16 KiB of others: large bodies that never end
 * must not keep out the small ones. The largest body that is allowed finds room in the other half, or that half is
 * larger.
 */
export function limitInFlight(maxBytes: number, maxBodyBytes: number, retryAfterSeconds: string): InFlight {
  const forLarge = Math.max(maxBytes / 2, Math.min(maxBytes, maxBodyBytes))
  let held = 0
  return {
    open() {
      let own = 0
      return {
        add(bytes) {
          if (held + bytes > (own + bytes > SMALL_BYTES ? forLarge : maxBytes))
            throw new Refusal(503, `${held} of ${maxBytes} bytes are under way already`, {
              'retry-after': retryAfterSeconds,
            })
          held += bytes
          own += bytes
        },
        release() {
          held -= own
          own = 0
        },
      }
    },
  }
}
