import type { Schema } from '@tenon/core'

/** An endpoint that Hubble calls and you host, as data: the handler and the coverage report are made from it. */
export interface HostedEndpoint {
  readonly direction: 'hosted'
  /** In log lines: `'store.debit'`. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** Below the base URL that you gave to Hubble. */
  readonly path: string
  readonly query?: Schema
  /** What Hubble sends. */
  readonly body?: Schema
  /** What is answered with 200. */
  readonly response: Schema
}
