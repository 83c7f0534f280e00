import type { Clock, Logger } from '@tenon/core'

import type { Hubble } from '../create-hubble.ts'
import type { CatalogueChanges } from './catalogue-changes.ts'
import type { CatalogueStore } from './catalogue-store.ts'

export interface CatalogueOptions {
  readonly hubble: Pick<Hubble, 'products'>
  /** Default: in memory. */
  readonly store?: CatalogueStore
  /** Products on a page of a sync. Default 100: integrators use it; the largest that the vendor allows is not known. */
  readonly pageSize?: number
  /** Milliseconds between syncs once `start` was called. Default a day, as the vendor advises. */
  readonly everyMs?: number
  /** Milliseconds after a sync that failed. Default 10 minutes. */
  readonly retryMs?: number
  /** Milliseconds for which a product that is gone stays in the copy, marked. Default 30 days. */
  readonly keepGoneMs?: number
  /** Told of every change, whatever led to it. What it throws is logged. */
  readonly onChange?: (changes: CatalogueChanges) => void
  /** Default: silent. */
  readonly logger?: Logger
  /** Default: the machine's. */
  readonly clock?: Clock
}
