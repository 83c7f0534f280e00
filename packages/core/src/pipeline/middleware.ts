import type { Send } from '../transport/transport.ts'

/** A step of your own. */
export interface Middleware {
  /** Named in errors and docs. */
  readonly name: string
  /** `'operation'` sees one logical call, once; `'attempt'` sees each authorised request. */
  readonly slot: 'operation' | 'attempt'
  wrap(next: Send): Send
}
