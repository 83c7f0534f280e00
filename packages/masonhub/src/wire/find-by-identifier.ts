import type { CallOptions, Pending } from '@tenon/core'

import { chunksOf } from '../batch/chunks-of.ts'
import { isDeleted } from './is-deleted.ts'
import type { List } from './read-list.ts'

interface FoundRow {
  readonly customer_identifier?: string | null | undefined
  readonly status?: string | null | undefined
  readonly deleted_at?: string | null | undefined
}

/** A list that can be asked for identifiers, page by page. */
export interface ListByIdentifier<Row> {
  (
    input: { readonly cid: readonly string[]; readonly offset?: number | undefined },
    options?: CallOptions,
  ): Pending<List<Row>>
  items(input: { readonly cid: readonly string[] }, options?: CallOptions): AsyncIterable<Row>
}

/**
 * Looks records up by your identifiers, any number of them, in requests of 30, one after the other. Where a deleted
 * record has a live one of the same identifier beside it, the live one is found.
 */
export async function findByIdentifier<Row extends FoundRow>(
  list: ListByIdentifier<Row>,
  identifiers: readonly string[],
  options?: CallOptions,
): Promise<ReadonlyMap<string, Row>> {
  const wanted = new Set(identifiers)
  const found = new Map<string, Row>()
  for (const cid of chunksOf([...wanted])) {
    for await (const row of list.items({ cid }, options)) {
      const identifier = row.customer_identifier
      if (typeof identifier !== 'string' || !wanted.has(identifier)) continue
      const former = found.get(identifier)
      if (former === undefined || isDeleted(former)) found.set(identifier, row)
    }
  }
  return found
}
