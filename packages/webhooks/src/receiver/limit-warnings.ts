import type { Clock } from '@tenon/core'

const ONCE_IN_MS = 60_000

/** Makes one warning of many, so that who causes them cannot fill a log. */
export interface WarningLimit {
  /** How many times this has happened since the last warning of it, or undefined where no warning is due. */
  count(what: string): number | undefined
}

/** The first is due at once, a further one a minute later at the earliest. `what` must have few values. */
export function limitWarnings(clock: Clock): WarningLimit {
  const counted = new Map<string, { warnedAt: number; times: number }>()
  return {
    count(what) {
      const now = clock.monotonic()
      const known = counted.get(what)
      if (known !== undefined && now - known.warnedAt < ONCE_IN_MS) {
        known.times++
        return undefined
      }
      counted.set(what, { warnedAt: now, times: 0 })
      return (known?.times ?? 0) + 1
    },
  }
}
