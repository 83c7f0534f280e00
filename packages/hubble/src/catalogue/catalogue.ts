import type { Product } from '../schemas/product.ts'
import type { BrandMessage, DiscountMessage, StoreBrandMessage } from '../webhooks/hubble-message.ts'
import type { CatalogueChanges } from './catalogue-changes.ts'

/** A copy of the catalogue, and how it is kept up to date. */
export interface Catalogue extends AsyncDisposable {
  /**
   * Reads the whole catalogue and makes the copy equal to it. Whoever calls while it runs gets the same result.
   *
   * A sync that fails in the middle changes nothing. A product that is missing from the list is read by itself, and is
   * gone only if the vendor does not know it: lists move while they are read.
   *
   * @throws what the calls throw (`TenonError`), and what the store throws
   */
  sync(options?: {
    /** Ends this caller's wait with an `AbortedError`; the sync itself goes on. */
    readonly signal?: AbortSignal
  }): Promise<CatalogueChanges>
  /**
   * Takes a webhook about a brand for the hint that it is: the product is read again. Where it cannot be read, what
   * a `'brand'` message says of it is merged into the copy, until the next sync.
   *
   * @throws what the store throws
   */
  apply(message: BrandMessage | DiscountMessage | StoreBrandMessage): Promise<CatalogueChanges>
  /** Reads one product again, as after an order that was refused with E102 or E150 to E156. */
  refresh(productId: string): Promise<CatalogueChanges>
  /** A product of the copy, INACTIVE ones too; undefined where it is not known or gone. */
  get(productId: string): Promise<Product | undefined>
  /** What may be shown and ordered. */
  listActive(): Promise<readonly Product[]>
  /** When the last whole sync was, in milliseconds since 1970; undefined if there was none. */
  syncedAt(): Promise<number | undefined>
  /** Syncs now if a sync is due, and from then on by the clock, until `close`. A sync that fails is logged. */
  start(): void
  /** Ends the timer and a sync that it started. The store stays open: it is yours. */
  close(): Promise<void>
}
