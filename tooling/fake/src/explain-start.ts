/** Why a fake cannot start, where the machine refuses what the command line asks for; undefined for a mistake here. */
export function explainStart(
  error: unknown,
  { port, books }: { readonly port: number; readonly books?: string },
): string | undefined {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `port ${port} is taken: give another, or leave --port out for any free one`
  if (code === 'EACCES') return `port ${port} may not be used by you: give one above 1023`
  if (code === 'ERR_SQLITE_ERROR')
    return `--books ${books}: ${message}; give a file that the fake made, or a new one`
  return undefined
}
