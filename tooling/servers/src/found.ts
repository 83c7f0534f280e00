/** A server that tests can use, or the reason why there is none. */
export type Found = { readonly url: string } | { readonly missing: string }

const told = new Set<string>()

/** Why tests are skipped, printed once; undefined where there is a server. */
export function lacking(found: Found): string | undefined {
  if ('url' in found) return undefined
  if (!told.has(found.missing)) console.warn(`skipped: ${found.missing}`)
  told.add(found.missing)
  return found.missing
}
