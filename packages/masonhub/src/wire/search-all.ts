import type { Pending } from '@tenon/core'

import { identifyRow } from './identify-row.ts'
import { nextOffset } from './next-offset.ts'
import { orNone } from './or-none.ts'
import type { List } from './read-list.ts'

interface Query {
  readonly offset?: number | undefined
}

/**
 * All rows of a search, page by page, each call through the caller's hands: what is looked up may stand on the second
 * page. A search that the vendor answers with 404 has found nothing.
 */
export async function searchAll<Row extends { readonly id?: string | null | undefined }>(
  ask: (query: Query) => Pending<List<Row>>,
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>()
  for (let query: Query | undefined = {}; query !== undefined;) {
    const page: List<Row> = await orNone(ask(query))
    const known = rows.size
    for (const row of page.data) rows.set(identifyRow(row), row)
    // A page without news: the vendor does not heed the offset.
    query = rows.size === known ? undefined : nextOffset(query, page)
  }
  return [...rows.values()]
}
