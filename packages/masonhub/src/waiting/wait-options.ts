import { z } from 'zod'

/** How long, and how, a queued change is waited for. */
export interface WaitOptions {
  /** Milliseconds after which nobody waits any longer. Default 300,000. */
  readonly timeoutMs?: number | undefined
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined
  /**
   * Milliseconds between the first two looks; each pause is half as long again as the one before it, up to a
   * minute. Default 5,000. Source of both: the vendor's guide on update requests, its only word on polling.
   */
  readonly pollMs?: number | undefined
}

export const waitOptions = z.strictObject({
  timeoutMs: z.number().positive().default(300_000),
  signal: z.custom<AbortSignal>((value) => value instanceof AbortSignal, 'must be an AbortSignal').optional(),
  pollMs: z.number().positive().default(5_000),
})
