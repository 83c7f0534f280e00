import type { Call } from '../call/call.ts'
import type { HttpRequest, HttpResponse } from '../transport/transport.ts'
import type { Generation, TokenStatus } from './token-source.ts'

/** Which credential an attempt was sent with; never the credential itself. */
export interface Grant {
  readonly generation?: Generation
}

/** How a credential is put on a request. Credentials travel in headers; a key in a query is not supported. */
export interface AuthStrategy {
  readonly name: string
  /** Every header that it may set, in lower case. */
  readonly headers: readonly string[]
  /** Sets its headers on this attempt's own copy of the request. Synchronous while a credential is at hand. */
  authorize(request: HttpRequest, call: Call): Grant | Promise<Grant>
  /**
   * Called when an attempt was answered with 401: is it worth another with a new credential? A strategy whose
   * credential cannot be renewed leaves this out; its 401 is final.
   */
  challenged?(response: HttpResponse, used: Grant, call: Call): Challenge | Promise<Challenge>
  /** For a readiness probe: resolves once a credential is at hand. */
  ready?(signal?: AbortSignal): Promise<void>
  /** Of a credential that is renewed: how it stands. */
  status?(): TokenStatus
  close?(): Promise<void>
}

export type Challenge = 'reauthorize' | 'give-up'
