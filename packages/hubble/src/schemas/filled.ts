import { z } from 'zod'

/** Text that says something. */
export const filled: z.ZodType<string, string> = z
  .string()
  .refine((value) => value.trim() !== '', 'must not be empty')
