import type { FakePorts } from './fake-ports.ts'
import type { FakeRecord } from './fake-warehouse-records.ts'

/** The records of one kind, of which there is one alive by each identifier. */
export interface FakeStore<R extends FakeRecord> {
  /** The one that is alive. */
  get(customerIdentifier: string): R | undefined
  byId(id: string): R | undefined
  /** Inserts, or replaces the one with its id. One with `deleted_at` no longer takes its identifier. */
  put(record: R): void
  /** With the deleted ones, in the order of insertion. */
  values(): IterableIterator<R>
  readonly size: number
}

export function createFakeStore<R extends FakeRecord>(
  { books }: Pick<FakePorts, 'books'>,
  name: string,
): FakeStore<R> {
  const records = books.collection<R>(name)
  const alive = new Map<string, string>()
  for (const record of records.values()) {
    if (record.deleted_at === null) alive.set(record.customer_identifier, record.id)
  }
  return {
    get(customerIdentifier) {
      const id = alive.get(customerIdentifier)
      return id === undefined ? undefined : records.get(id)
    },
    byId: (id) => records.get(id),
    put(record) {
      records.set(record.id, record)
      if (record.deleted_at === null) alive.set(record.customer_identifier, record.id)
      else if (alive.get(record.customer_identifier) === record.id) alive.delete(record.customer_identifier)
    },
    values: () => records.values(),
    get size() {
      return records.size
    },
  }
}
