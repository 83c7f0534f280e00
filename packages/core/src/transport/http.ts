import type { ResponseHeaders } from '../call/call-record.ts'
import type { HttpMethod } from '../declare/operation.ts'

/** A request as it goes on the wire. */
export interface HttpRequest {
  readonly method: HttpMethod
  /** Scheme, host and port: `'https://api.example.com'`. */
  readonly origin: string
  /** Path and query, encoded. */
  readonly path: string
  /**
   * Names in lower case. Frozen in the slot `operation`; from the attempts on, a copy that belongs to the attempt.
   */
  readonly headers: Record<string, string>
  readonly body: string | undefined
}

/** An answer, read to its end. */
export interface HttpResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ResponseHeaders
  readonly body: Uint8Array
  /** The body after JSON and schema; set by the result stage. */
  data?: unknown
}
