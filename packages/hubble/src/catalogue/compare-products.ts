import { isDeepStrictEqual } from 'node:util'

import type { Product } from '../schemas/product.ts'

/** The names of the fields in which they differ, those among them that the vendor added and nobody here knows. */
export function compareProducts(before: Product, after: Product): readonly string[] {
  const one = Object.entries(before)
  const other = new Map(Object.entries(after))
  const names = new Set([...one.map(([name]) => name), ...other.keys()])
  const known = new Map(one)
  return [...names].filter((name) => !isDeepStrictEqual(known.get(name), other.get(name)))
}
