/** How the fake behaves. All of it may be changed while it runs. */
export interface HubbleFakeSettings {
  /** What a login with the right id and secret is answered. Default `'ok'`. */
  login: 'ok' | 'unauthorized' | 'forbidden' | 'not-found'
  /**
   * As it stands in the answer to a login, which lacks it if it is undefined; tokens live so long, or an hour where it
   * is no number above 0. Default 3600.
   */
  expiresInSecs: unknown
  /** Does a login end the token before it? Default false. */
  oneSession: boolean
  /**
   * How answers are spelled. `'v1'`: `categories`, `minAmount`, amounts of vouchers as strings, cursors as objects.
   * `'v3'`: `category`, `minOrderAmount`, numbers, cursors as strings. Default `'v3'`.
   */
  dialect: 'v1' | 'v3'
  /** What an order with a reference that was used before is answered: that order, or a 409. Default `'existing'`. */
  duplicates: 'existing' | 'error'
  /** Is the reference of an order that broke a rule used up? The docs do not say. Default false. */
  refusalsUseReferences: boolean
  /** What E300 comes with, which the docs do not say. Default 400. */
  lowWalletStatus: 400 | 402 | 422
  /** What becomes of an order. Default: `SUCCESS` at once. */
  lifecycle:
    | OrderScript
    | ((order: { readonly referenceId: string; readonly productId: string }) => OrderScript)
  /** Milliseconds for which an order is not yet found by its reference. Default 0. */
  byReferenceDelayMs: number
  /** Where webhooks go; a kind without a URL is not sent. Default none. */
  webhooks: { readonly [Kind in WebhookKind]?: string }
  /** What goes wrong with webhooks. Default `'none'`. */
  webhookFault: 'none' | 'duplicate' | 'tampered' | 'unsigned'
  /** Rupees: falling below them is told by a webhook. Default 0. */
  lowBalance: number
}

/** Hubble has a URL for each kind, and one for all events of the embedded store. */
export type WebhookKind = 'order' | 'brand' | 'wallet' | 'discount' | 'store'

/** The life of an order: its end, and what comes before it. */
export interface OrderScript {
  /** `'PROCESSING'` means that it never ends. All but `'SUCCESS'` give the money back. */
  readonly becomes: 'SUCCESS' | 'FAILED' | 'CANCELLED' | 'REVERSED' | 'PROCESSING'
  /** Milliseconds after its creation. Default 0: at once, and without a webhook. */
  readonly afterMs?: number
  /** What it is until then; `'SUCCESS'` is without vouchers. Default `'PROCESSING'`. */
  readonly meanwhile?: 'PROCESSING' | 'SUCCESS'
  /** Milliseconds after its end at which a `SUCCESS` is reversed: vouchers gone, money back. Default never. */
  readonly reversedAfterMs?: number
}

export const defaultSettings: HubbleFakeSettings = {
  login: 'ok',
  expiresInSecs: 3600,
  oneSession: false,
  dialect: 'v3',
  duplicates: 'existing',
  refusalsUseReferences: false,
  lowWalletStatus: 400,
  lifecycle: { becomes: 'SUCCESS' },
  byReferenceDelayMs: 0,
  webhooks: {},
  webhookFault: 'none',
  lowBalance: 0,
}
