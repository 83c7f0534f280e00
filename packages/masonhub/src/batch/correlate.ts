import type { ItemResult } from '../wire/item-result.ts'

/**
 * Finds what the vendor said about each item. MasonHub promises neither an order nor completeness, so it is the
 * identifier that counts; the position only for a result that names none of the items, and only if there are as
 * many results as items.
 */
export function correlate(
  identifiers: readonly string[],
  results: readonly ItemResult[],
): (ItemResult | undefined)[] {
  const named = new Map<string, ItemResult>()
  const nameless = new Set(results)
  const asked = new Set(identifiers)
  for (const result of results) {
    const identifier = result.customer_identifier
    if (identifier === undefined || !asked.has(identifier)) continue
    nameless.delete(result)
    if (!named.has(identifier)) named.set(identifier, result)
  }
  return identifiers.map((identifier, position) => {
    const atPosition = results.length === identifiers.length ? results[position] : undefined
    return named.get(identifier) ?? (atPosition && nameless.has(atPosition) ? atPosition : undefined)
  })
}
