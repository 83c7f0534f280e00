import type { z } from 'zod'

/** What a check found, each with its place: `orders.3.line_items: …`. */
export function issuesOf(error: z.ZodError, ...at: readonly PropertyKey[]): string[] {
  return error.issues.map(({ path, message }) => `${[...at, ...path].map(String).join('.')}: ${message}`)
}
