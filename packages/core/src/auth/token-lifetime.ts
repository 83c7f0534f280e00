const UNREADABLE_LIFETIME_SECONDS = 300

export interface TokenLifetime {
  /** From here a new token is fetched in the background, while this one is still served. Milliseconds of age. */
  readonly softAt: number
  /** From here callers wait for the new token. Milliseconds of age. */
  readonly hardAt: number
  /** The end of its life. Milliseconds of age. */
  readonly endAt: number
}

/**
 * When a token of a given lifetime is refreshed: at 80 % of its life or five minutes before its end, whichever
 * comes first, but not before half of it; the buffer shrinks to a tenth of a short life, so that
 * softAt < hardAt < endAt for every lifetime.
 *
 * @param lifetimeSeconds as the vendor states it. Missing, zero, negative or unreadable counts as 300; a stated
 *   lifetime is never lengthened
 */
export function tokenLifetime(lifetimeSeconds: unknown): TokenLifetime {
  const stated = typeof lifetimeSeconds === 'string' ? Number(lifetimeSeconds.trim()) : lifetimeSeconds
  const readable = typeof stated === 'number' && Number.isFinite(stated) && stated > 0
  const life = (readable ? stated : UNREADABLE_LIFETIME_SECONDS) * 1000
  return {
    softAt: Math.max(life / 2, Math.min(0.8 * life, life - 300_000)),
    hardAt: life - Math.min(300_000, life / 10),
    endAt: life,
  }
}
