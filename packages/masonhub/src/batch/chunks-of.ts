/** The most that MasonHub takes in one request, and looks up in one (MasonHub OpenAPI, `maxItems`). */
const CHUNK = 30

/** Cuts a list into the pieces that MasonHub takes. */
export function chunksOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) =>
    items.slice(index * CHUNK, (index + 1) * CHUNK),
  )
}
