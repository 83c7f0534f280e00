/** Ends the handling of a request with an answer that is not 200. Never leaves the handlers. */
export class Refusal extends Error {
  readonly status: number
  readonly body: object
  readonly headers: Readonly<Record<string, string>>

  /** @param code for Hubble's logs and yours: nothing of the request's headers or body */
  constructor(
    status: number,
    code: string,
    body: object = { status: 'FAILED', code },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code)
    this.status = status
    this.body = body
    this.headers = headers
  }
}
