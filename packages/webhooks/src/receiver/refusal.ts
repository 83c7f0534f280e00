/** Ends the handling of a request with an answer that is not 200. Never leaves the receiver. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  /** @param message why, for the log: nothing of the request's headers or body */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}
