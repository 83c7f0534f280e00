import { HttpError } from '@tenon/core'

import type { List } from './read-list.ts'

/**
 * A search whose 404 means that it found nothing: the vendor's pages disagree whether that is answered so, or with an
 * empty list. For searches that nobody else hears of; a list that a caller asks for keeps its error, as a wrong account
 * is answered with 404, too. One that is not in the vendor's form comes from something on the way to it.
 */
export async function orNone<Row>(search: Promise<List<Row>>): Promise<List<Row>> {
  try {
    return await search
  } catch (error) {
    const isNotFound =
      HttpError.isInstance(error) && error.status === 404 && error.vendor?.message !== undefined
    if (isNotFound) return { data: [] }
    throw error
  }
}
