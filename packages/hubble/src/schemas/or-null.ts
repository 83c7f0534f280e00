import type { z } from 'zod'

/** What is absent, or not of its type, reads as null: for fields on which nothing depends. */
export function orNull<T>(schema: z.ZodType<T, unknown>): z.ZodType<T | null, unknown> {
  return schema
    .nullish()
    .catch(null)
    .transform((value) => value ?? null)
}
