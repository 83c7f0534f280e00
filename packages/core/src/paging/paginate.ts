import type { Page, Pending } from '../client/client.ts'
import type { Paging } from '../declare/operation.ts'
import { InvalidInputError } from '../errors/invalid-input-error.ts'
import { MalformedResponseError } from '../errors/malformed-response-error.ts'

/** Without a cap of the caller's. */
const MOST_PAGES = 10_000
const MAX_PAGES = 'maxPages: must be above 0'
/** Pages in a row that have rows, and all of them known: the vendor does not heed what is asked. */
const MOST_REPEATS = 3

/**
 * Goes through the pages of a list, fetching one only when it is asked for. Ends with the list, or after `maxPages`.
 * A page without rows does not end it where the vendor names a next one.
 *
 * @throws InvalidInputError (rejects) when `maxPages` is not above 0
 * @throws MalformedResponseError (rejects) for a list that does not end: its cursor comes back, or its pages repeat
 */
export async function* paginate<Output, Input, Item>(
  paging: Paging<Output, Input, Item>,
  first: Input,
  fetch: (input: Input) => Pending<Output>,
  maxPages?: number,
): AsyncGenerator<Page<Item, Input>, undefined, undefined> {
  if (maxPages !== undefined && !(maxPages > 0))
    throw new InvalidInputError({ message: `not sent: ${MAX_PAGES}`, issues: [MAX_PAGES] })
  const seen = new Set<string>()
  const asked = new Set<string>()
  let input: Input | undefined = first
  for (let count = 1, repeats = 0; input !== undefined && count <= (maxPages ?? MOST_PAGES); count += 1) {
    const pending = fetch(input)
    const output = await pending
    asked.add(textOf(input))
    const items = paging.items(output)
    const fresh = items.filter((item) => {
      const identity = paging.identify(item)
      return !seen.has(identity) && seen.add(identity)
    })
    input = paging.next({ input, output, items })
    if (fresh.length > 0 || (input !== undefined && count === maxPages))
      yield { items: fresh, next: input, call: pending.call }
    repeats = items.length > 0 && fresh.length === 0 ? repeats + 1 : 0
    if (input === undefined) return
    if (
      (maxPages === undefined && count >= MOST_PAGES) ||
      repeats >= MOST_REPEATS ||
      asked.has(textOf(input))
    ) {
      const message = `the list does not end: after ${count} pages it goes on, or comes back to what was there`
      throw new MalformedResponseError({ message, call: pending.call })
    }
  }
}

/** A query may have a bigint, which JSON does not know. */
function textOf(input: unknown): string {
  return JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
}
