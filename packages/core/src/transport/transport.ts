import type { ResponseHeaders } from '../call/call-record.ts'
import type { Call } from '../call/call.ts'
import type { HttpMethod } from '../declare/operation.ts'
import type { AnswerForm, RawBody } from '../declare/raw-body.ts'

/**
 * How requests reach the vendor: the one way to the network. Whoever makes a transport closes it.
 *
 * A transport rejects with a `ConnectionError`, a `TlsError`, a `ResponseTooLargeError`, a `MalformedResponseError`
 * or, once it is closed, a `ClosedError`. It marks the attempt as sent when its first byte goes out, and stops when
 * the call is interrupted. It moves the call's phase on, to `'headers'` and `'body'`.
 */
export interface Transport {
  send(request: HttpRequest, call: Call): Promise<HttpResponse>
  close(): Promise<void>
}

/** One step of the pipeline: everything between a call and the wire has this shape. */
export type Send = (request: HttpRequest, call: Call) => Promise<HttpResponse>

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
  /** A stream is read once; a function makes one, and is called by the transport, for each attempt. */
  readonly body: string | RawBody | undefined
  /** Default `json`. */
  readonly answer?: AnswerForm | undefined
}

/** An answer, read to its end unless it is a stream. */
export interface HttpResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ResponseHeaders
  /** Empty where `stream` is there. */
  readonly body: Uint8Array
  /** The body while it arrives: of a success, where the operation's response is declared as `byteStream`. */
  readonly stream?: AsyncIterable<Uint8Array>
  /** The body after JSON and schema; set by the result stage. */
  data?: unknown
}
