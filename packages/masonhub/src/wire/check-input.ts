import type { z } from 'zod'

import { invalidInput } from './invalid-input.ts'
import { issuesOf } from './issues-of.ts'

/**
 * Checks what a caller gave.
 *
 * @param otherwise what was not done, for the error: `'masonhub: nothing was sent'`
 * @param at where it stands in what was given
 * @throws InvalidInputError with every problem
 */
export function checkInput<T>(
  schema: z.ZodType<T>,
  input: unknown,
  otherwise: string,
  ...at: readonly string[]
): T {
  const { success, data, error } = schema.safeParse(input)
  if (success) return data
  throw invalidInput(otherwise, issuesOf(error, ...at))
}
