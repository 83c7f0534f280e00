const LONGEST = 1_000

/** What was thrown, in words that can be logged and kept. */
export function reasonOf(error: unknown): string {
  const words =
    error instanceof Error ? `${error.name}: ${error.message}` : 'something that is no Error was thrown'
  return words.slice(0, LONGEST)
}
