import type { Paging } from '@tenon/core'

import { nextOffset } from './next-offset.ts'
import type { List } from './read-list.ts'

interface PageInput {
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

/**
 * Pages by `limit` and `offset`. MasonHub tells no total: the list ends with the first page that is not full. A row
 * that comes twice is dropped, as the contract's wording leaves open whether an offset counts the row it names.
 */
export function offsetPaging<Row, Input extends PageInput>(
  identify: (row: Row) => string,
): Paging<List<Row>, Input, Row> {
  return {
    items: (page) => page.data,
    identify,
    next: ({ input, output }) => nextOffset(input, output),
  }
}
