import { PAGE_SIZE } from './page-query.ts'
import type { List } from './read-list.ts'

/** How the page after this one is asked for; undefined after the last. */
export function nextOffset<
  Input extends { readonly limit?: number | undefined; readonly offset?: number | undefined },
>(input: Input, { data, limit }: List<unknown>): Input | undefined {
  const asked = input.limit ?? PAGE_SIZE
  // A vendor that gives fewer rows than were asked for says so in its echo.
  const size = limit === undefined || limit === null || limit < 1 ? asked : Math.min(limit, asked)
  return data.length < size ? undefined : { ...input, offset: (input.offset ?? 0) + data.length }
}
