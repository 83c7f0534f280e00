import type { Pending } from '../client/client.ts'
import type { Paging } from '../declare/operation.ts'
import type { Page } from './page.ts'

const DEFAULT_MAX_PAGES = 10_000

/**
 * Goes through the pages of a list, fetching one only when it is asked for. Ends with the list, after `maxPages`,
 * or when a page brings nothing new, as it happens where a vendor's cursor does not move.
 */
export async function* paginate<Output, Input, Item>(
  paging: Paging<Output, Input, Item>,
  first: Input,
  fetch: (input: Input) => Pending<Output>,
  maxPages = DEFAULT_MAX_PAGES,
): AsyncGenerator<Page<Item, Input>, undefined, undefined> {
  const seen = new Set<string>()
  let input: Input | undefined = first
  for (let count = 0; input !== undefined && count < maxPages; count += 1) {
    const pending = fetch(input)
    const output = await pending
    const items = paging.items(output)
    const fresh = items.filter((item) => {
      const identity = paging.identify(item)
      return !seen.has(identity) && seen.add(identity)
    })
    if (fresh.length === 0) return
    input = paging.next({ input, output, items })
    yield { items: fresh, next: input, call: pending.call }
  }
}
