import type { Clock, Logger, SecretSource, WebhookDefinition } from '@tenon/core'

import type { Inbox } from '../inbox/inbox.ts'

export interface ReceiverOptions {
  /** Where messages are kept before they are acknowledged. */
  readonly inbox: Pick<Inbox, 'append'>
  /** At least one. */
  readonly sources: readonly WebhookSource[]
  /** The largest body that is read, in bytes. Default 1 MiB; beyond it 413. */
  readonly maxBodyBytes?: number
  /** Milliseconds in which a body must have arrived. Default 10,000; beyond it 408. */
  readonly bodyTimeoutMs?: number
  /**
   * Bytes of all bodies that are being read or stored at one time. Default 64 MiB; beyond it 503 with
   * `Retry-After`, so that a flood does not become memory. Half of it is kept for bodies of 16 KiB at most (less where
   * the other half would be below `maxBodyBytes`), so that large and slow ones do not keep out what is common.
   */
  readonly maxBytesInFlight?: number
  /** Milliseconds in which the inbox must have committed. Default 10,000; beyond it 503. */
  readonly storeTimeoutMs?: number
  /**
   * Proxies in front that each add the address they see to `X-Forwarded-For`. Read for sources with `addresses`
   * only. Default 0: the peer is the sender.
   */
  readonly trustedHops?: number
  /**
   * A pino instance fits as it is. Never given a header or a body. What is refused is a warning once a minute at
   * most for each path and status, with the number of them (`refused`), else level debug. Default: silent.
   */
  readonly logger?: Logger
  /** Default: the machine's. */
  readonly clock?: Clock
}

/** One vendor, sending to one path for one account. */
export interface WebhookSource {
  /** The whole path of the URL, as in `'/webhooks/masonhub'`. */
  readonly path: string
  /** What this vendor sends, from its package. */
  readonly webhook: WebhookDefinition
  /** Your name for the account that the messages belong to. Ids of two accounts are never mixed up. */
  readonly account: string
  /** The token, or the key of the signature. While it is being rotated give both: each is accepted. */
  readonly secrets: SecretSource | readonly SecretSource[]
  /**
   * Addresses and networks (`'203.0.113.0/24'`, `'2001:db8::/32'`) that may deliver, beside the secret. The server
   * must then tell the receiver its `remoteAddress`; without it nothing is accepted. Default: any.
   */
  readonly addresses?: readonly string[]
}

/** What the server knows of a delivery and a `Request` does not say. */
export interface DeliveryInfo {
  /** The address of the peer. A proxy's, where there is one. */
  readonly remoteAddress?: string | undefined
}

/** Answers a delivery. Never rejects. */
export type Receiver = (request: Request, info?: DeliveryInfo) => Promise<Response>
