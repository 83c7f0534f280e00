import type { Call } from '../call/call.ts'
import type { HttpRequest, HttpResponse } from './http.ts'

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
