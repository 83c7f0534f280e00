import type { Pending } from '../client/client.ts'
import type { Paging } from '../declare/operation.ts'
import type { Page } from './page.ts'

const DEFAULT_MAX_PAGES = 10_000
/** A page without news may come before one that has some; several in a row are a list that does not move on. */
const MOST_BARREN_PAGES = 3

/**
 * Goes through the pages of a list, fetching one only when it is asked for. Ends with the list, after `maxPages`,
 * or when three pages in a row bring nothing new, as it happens where a vendor's cursor does not move.
 */
export async function* paginate<Output, Input, Item>(
  paging: Paging<Output, Input, Item>,
  first: Input,
  fetch: (input: Input) => Pending<Output>,
  maxPages = DEFAULT_MAX_PAGES,
): AsyncGenerator<Page<Item, Input>, undefined, undefined> {
  const seen = new Set<string>()
  let input: Input | undefined = first
  let barren = 0
  for (let count = 0; input !== undefined && count < maxPages; count += 1) {
    const pending = fetch(input)
    const output = await pending
    const items = paging.items(output)
    const fresh = items.filter((item) => {
      const identity = paging.identify(item)
      return !seen.has(identity) && seen.add(identity)
    })
    input = paging.next({ input, output, items })
    barren = fresh.length === 0 ? barren + 1 : 0
    if (barren >= MOST_BARREN_PAGES) return
    if (fresh.length === 0) continue
    yield { items: fresh, next: input, call: pending.call }
  }
}
