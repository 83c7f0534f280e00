import { z } from 'zod'

/** A number, or one written as a string, as older editions of the vendor's API have it. */
export const numeric: z.ZodType<number, unknown> = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d+(\.\d+)?\s*$/)
    .transform(Number),
])
