import type { Paging } from '@tenon/core'

import { PAGE_SIZE } from './page-query.ts'
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
    next({ input, output: { data, limit } }) {
      const asked = input.limit ?? PAGE_SIZE
      // A vendor that gives fewer rows than were asked for says so in its echo.
      const size = limit === undefined || limit === null || limit < 1 ? asked : Math.min(limit, asked)
      return data.length < size ? undefined : { ...input, offset: (input.offset ?? 0) + data.length }
    },
  }
}
