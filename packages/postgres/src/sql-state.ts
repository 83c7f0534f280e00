/** What PostgreSQL calls an error by; anything else for one that is not its own. */
export function sqlStateOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code)
}
