import { z } from 'zod'

/** A list of strings, or one string that stands for a list of one. */
export const stringList: z.ZodType<string[], unknown> = z.union([
  z.array(z.string()),
  z.string().transform((only) => [only]),
])
