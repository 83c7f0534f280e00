/** The app was called in a way that cannot work; the message says what to change. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
