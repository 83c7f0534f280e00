import type { Schema } from './schema.ts'

/** What a vendor sends to you, as data; `@tenon/webhooks` executes it. */
export interface WebhookDefinition<Message extends WebhookMessage = WebhookMessage> {
  readonly provider: string
  /** How a delivery proves that it comes from the vendor. */
  readonly verification: WebhookVerification
  /**
   * Splits a verified body, without its token, into messages. One that is not recognised must come out as type
   * `'unparsed'`; a body for which this throws, or gives no message, is kept whole as one such. Of the URL only
   * path and query come from the vendor.
   */
  readonly read: (body: unknown, url: URL) => readonly Message[]
  /** By type of message, what the vendor sends: for the coverage report and the reference pages. */
  readonly events?: Readonly<Record<string, Schema>>
}

/** One message of a delivery. */
export interface WebhookMessage {
  readonly type: string
  /** The vendor's own id of the message, where there is one: kept for 30 days against duplicates. */
  readonly id?: string
  /** Messages with the same order key are handled one after the other. */
  readonly orderKey?: string
  /** Kept as JSON. */
  readonly data: unknown
}

export type WebhookVerification = TokenVerification | HmacVerification

/** A shared token, in a header or in the body. The body's copy is taken out before anything is stored. */
export interface TokenVerification {
  readonly kind: 'token'
  /** In lower case. */
  readonly header: string
  /** What stands before the token in the header: `'Bearer '`. */
  readonly prefix?: string
  /** Looked at when the header is absent. */
  readonly bodyField?: string
}

/** A signature over the raw bytes of the body. */
export interface HmacVerification {
  readonly kind: 'hmac-sha256'
  /** In lower case. */
  readonly header: string
  readonly encoding: 'base64' | 'hex'
  /** What may stand before the signature in the header: `'sha256='`. Taken without it, too. */
  readonly prefix?: string
}
