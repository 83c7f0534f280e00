import {
  AbortedError,
  ClosedError,
  TenonError,
  type CallOptions,
  type CallRecord,
  type Clock,
  type Methods,
} from '@tenon/core'

import type { products } from '../operations/products.ts'
import type { Product } from '../schemas/product.ts'

const FRESH_FOR_MS = 10 * 60_000
/** After a read that failed: an order must not wait for a catalogue that is down, again and again. */
const ABSENT_FOR_MS = 60_000
/** Milliseconds for a read: it is for advice, and an order waits for it. */
const TIMEOUT_MS = 5_000
const MOST = 1_000

export interface ProductRead {
  readonly signal: AbortSignal | undefined
  /** Takes note of the call. */
  readonly seen: (call: CallRecord) => void
}

/** Products as they were lately: what an order is checked against. */
export interface ProductMemory {
  /** Undefined where it could not be read. Rejects only when it is stopped from this side. */
  read(productId: string, read: ProductRead): Promise<Product | undefined>
  /** What Hubble says now, and what was remembered before. */
  readAnew(productId: string, read: ProductRead): Promise<Remembered>
}

export interface Remembered {
  readonly before: Product | undefined
  readonly now: Product | undefined
}

export interface ProductMemorySetup {
  readonly get: Methods<typeof products>['get']
  readonly own: ((productId: string) => Promise<Product | undefined>) | undefined
  readonly clock: Clock
}

export function createProductMemory({ get, own, clock }: ProductMemorySetup): ProductMemory {
  const known = new Map<string, { readonly product: Product | undefined; readonly endsAt: number }>()

  async function fetch(productId: string, { signal, seen }: ProductRead): Promise<Product | undefined> {
    const options: CallOptions = { timeoutMs: TIMEOUT_MS, ...(signal && { signal }) }
    const pending = get({ productId }, options)
    seen(pending.call)
    try {
      return remember(productId, await pending)
    } catch (error) {
      const isStopped = AbortedError.isInstance(error) || ClosedError.isInstance(error)
      if (isStopped || !TenonError.isInstance(error)) throw error
      return remember(productId, undefined)
    }
  }

  function remember(productId: string, product: Product | undefined): Product | undefined {
    const endsAt = clock.monotonic() + (product === undefined ? ABSENT_FOR_MS : FRESH_FOR_MS)
    known.delete(productId)
    known.set(productId, { product, endsAt })
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    return product
  }

  /** A copy of the catalogue that is broken must not keep anybody from ordering. */
  async function copyOf(productId: string): Promise<Product | undefined> {
    try {
      return await own?.(productId)
    } catch {
      return undefined
    }
  }

  return {
    async read(productId, read) {
      const copy = await copyOf(productId)
      if (copy !== undefined) return copy
      const entry = known.get(productId)
      if (entry !== undefined && clock.monotonic() < entry.endsAt) return entry.product
      return fetch(productId, read)
    },
    async readAnew(productId, read) {
      const before = (await copyOf(productId)) ?? known.get(productId)?.product
      return { before, now: await fetch(productId, read) }
    },
  }
}
