/** The most that MasonHub takes in most requests, and looks up in any (MasonHub OpenAPI, `maxItems`). */
const CHUNK = 30

/** Cuts a list into the pieces that MasonHub takes. */
export function chunksOf<T>(items: readonly T[], size = CHUNK): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
