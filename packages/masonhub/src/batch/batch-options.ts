import { z } from 'zod'

/** How a batch is sent. */
export interface BatchOptions {
  /** Requests under way at a time. Default 2. */
  readonly concurrency?: number | undefined
  /** Items in one request; not more than MasonHub takes. Default 30, of inbound shipments 10. */
  readonly chunkSize?: number | undefined
  /** How often an item is sent at most, when it is not clear what became of it. Default 3. */
  readonly rounds?: number | undefined
  /** Milliseconds for the batch in all. What is not settled by then is `'unknown'`. Default: no limit. */
  readonly timeoutMs?: number | undefined
  /** Ends the batch. What is not settled by then is `'unknown'`; the promise does not reject. */
  readonly signal?: AbortSignal | undefined
  /** Called whenever items got their outcome; `done` only grows, and at the end it is `total`. */
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined
}

export interface BatchProgress {
  /** Items that have their outcome. */
  readonly done: number
  readonly total: number
}

export const batchOptions = z.strictObject({
  concurrency: z.int().min(1).default(2),
  chunkSize: z.int().min(1).optional(),
  rounds: z.int().min(1).default(3),
  timeoutMs: z.number().positive().optional(),
  signal: z.custom<AbortSignal>((value) => value instanceof AbortSignal, 'must be an AbortSignal').optional(),
  onProgress: z
    .custom<NonNullable<BatchOptions['onProgress']>>(
      (value) => typeof value === 'function',
      'must be a function',
    )
    .optional(),
})
