import { systemClock, type Timer } from '@tenon/core'

import { positiveInteger } from '../options/positive-integer.ts'
import type { Product } from '../schemas/product.ts'
import { noChanges, type CatalogueChanges } from './catalogue-changes.ts'
import type { CatalogueOptions } from './catalogue-options.ts'
import type { CatalogueEntry } from './catalogue-store.ts'
import type { Catalogue } from './catalogue.ts'
import { createMemoryCatalogueStore } from './memory-catalogue-store.ts'
import { mergeMessage } from './merge-message.ts'
import { mergeReads, type ProductRead } from './merge-reads.ts'
import { createProductReader } from './read-products.ts'
import { untilAborted } from './until-aborted.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Keeps a copy of the catalogue: the whole of it once a day, as new brands, texts and images are not pushed, and
 * status, denominations and limits by webhook meanwhile (Hubble API docs, brands, V3).
 *
 * @example
 * ```ts
 * import { createCatalogue, createHubble } from '@tenon/hubble'
 * import { createSqliteCatalogueStore } from '@tenon/hubble/sqlite'
 *
 * const hubble = createHubble({
 *   environment: 'staging',
 *   auth: { clientId: 'my-client', clientSecret: { file: '/run/secrets/hubble' } },
 * })
 * const store = createSqliteCatalogueStore({ path: 'catalogue.sqlite', account: 'staging/my-client' })
 * const catalogue = createCatalogue({ hubble, store, onChange: ({ gone }) => console.log(gone.length) })
 * catalogue.start()
 * for (const { id, title } of await catalogue.listActive()) console.log(id, title)
 * ```
 */
export function createCatalogue(options: CatalogueOptions): Catalogue {
  const { hubble, store = createMemoryCatalogueStore(), clock = systemClock, logger, onChange } = options
  const pageSize = positiveInteger('pageSize', options.pageSize ?? 100)
  const everyMs = positiveInteger('everyMs', options.everyMs ?? DAY_MS)
  const retryMs = positiveInteger('retryMs', options.retryMs ?? 10 * 60_000)
  const keepGoneMs = positiveInteger('keepGoneMs', options.keepGoneMs ?? 30 * DAY_MS)
  const reader = createProductReader(hubble.products, pageSize, clock)
  const ended = new AbortController()
  let syncing: Promise<CatalogueChanges> | undefined
  let writing: Promise<unknown> = Promise.resolve()
  let timer: Timer | undefined

  /** One after the other: what is read from the store is still there when it is written. */
  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const run = writing.then(work)
    writing = run.catch(() => {})
    return run
  }

  /** Writes what was read, and tells what changed. */
  function keep(
    reads: readonly ProductRead[],
    sync?: { readonly unclear: readonly string[]; readonly at: number },
  ): Promise<CatalogueChanges> {
    return exclusively(async () => {
      const entries = sync === undefined ? await knownOf(reads) : await store.all()
      const known = new Map(entries.map((entry) => [entry.product.id, entry]))
      const { put, ...changes } = mergeReads(known, reads, clock.wall())
      const renewed = new Set(put.map(({ product }) => product.id))
      const forget = entries
        .filter(
          ({ product, goneAt }) =>
            goneAt !== null && !renewed.has(product.id) && goneAt <= clock.wall() - keepGoneMs,
        )
        .map(({ product }) => product.id)
      await store.write(sync === undefined ? { put } : { put, forget, syncedAt: sync.at })
      return tell({ ...changes, unclear: sync?.unclear ?? [] })
    })
  }

  async function knownOf(reads: readonly ProductRead[]): Promise<readonly CatalogueEntry[]> {
    const found = await Promise.all(reads.map(({ productId }) => store.find(productId)))
    return found.filter((entry) => entry !== undefined)
  }

  function tell(changes: CatalogueChanges): CatalogueChanges {
    if (!Object.values(changes).some((list) => list.length > 0)) return changes
    try {
      onChange?.(changes)
    } catch (error) {
      logger?.error({ provider: 'hubble', error }, 'onChange of the catalogue failed')
    }
    return changes
  }

  async function readAll(): Promise<CatalogueChanges> {
    const at = clock.wall()
    const call = { signal: ended.signal }
    const listed = await reader.list(call)
    const seen = new Set(listed.map(({ productId }) => productId))
    const missing = (await store.all()).filter(
      ({ product, goneAt }) => goneAt === null && !seen.has(product.id),
    )
    const reads = [...listed]
    const unclear: string[] = []
    // One by one: there are few, unless something is wrong, and then the vendor is not to be flooded.
    for (const { product } of missing) {
      const read = await reader.one(product.id, call)
      if (read === undefined) unclear.push(product.id)
      else reads.push(read)
    }
    return keep(reads, { unclear, at })
  }

  function sync({ signal }: { readonly signal?: AbortSignal } = {}): Promise<CatalogueChanges> {
    syncing ??= readAll().finally(() => (syncing = undefined))
    return signal === undefined ? syncing : untilAborted(syncing, signal)
  }

  async function refresh(productId: string): Promise<CatalogueChanges> {
    const read = await reader.one(productId, { signal: ended.signal })
    return read === undefined ? noChanges : keep([read])
  }

  function setTimer(delayMs: number): void {
    if (!ended.signal.aborted) timer = clock.setTimer(delayMs, () => void turn())
  }

  /** Whoever syncs, the next turn is a day after it. Never rejects. */
  async function turn(): Promise<void> {
    try {
      const dueAt = ((await store.syncedAt()) ?? Number.NEGATIVE_INFINITY) + everyMs
      if (dueAt > clock.wall()) return setTimer(dueAt - clock.wall())
      await sync()
      setTimer(everyMs)
    } catch (error) {
      if (ended.signal.aborted) return
      logger?.warn({ provider: 'hubble', error }, 'the catalogue could not be synced; trying again later')
      setTimer(retryMs)
    }
  }

  async function close(): Promise<void> {
    ended.abort()
    if (timer !== undefined) clock.clearTimer(timer)
    await syncing?.catch(() => {})
    await writing
  }

  return {
    sync,
    refresh,
    async apply(message) {
      const productId = message.type === 'store-brand' ? message.data.brandId : message.data.productId
      const toldAt = clock.wall()
      const read = await reader.one(productId, { signal: ended.signal })
      if (read !== undefined) return keep([read])
      const entry = await store.find(productId)
      if (entry === undefined || message.type !== 'brand') return noChanges
      return keep([{ productId, product: mergeMessage(entry.product, message), askedAt: toldAt }])
    },
    async get(productId) {
      const entry = await store.find(productId)
      return entry === undefined || entry.goneAt !== null ? undefined : entry.product
    },
    async listActive() {
      const entries = await store.all()
      return entries.filter(isActive).map(({ product }): Product => product)
    },
    syncedAt: () => store.syncedAt(),
    start() {
      if (timer === undefined) setTimer(0)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function isActive({ product, goneAt }: CatalogueEntry): boolean {
  return goneAt === null && product.status === 'ACTIVE'
}
