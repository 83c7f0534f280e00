import { z } from 'zod'

import { fold } from './fold.ts'

/** A known word or any other: editors offer the known ones, and a word that the vendor adds is no error. */
export type Open<Known extends string> = Known | (string & {})

const anyWord = z.string() as unknown as z.ZodType<string & {}, string & {}>

/** A list of words that the vendor may lengthen, or that differ by account. */
export function openEnum<const Known extends string>(
  known: readonly Known[],
): z.ZodType<Open<Known>, Open<Known>> {
  return z.union([z.enum(known), anyWord])
}

/** A status as it is received: a known word comes out in its known spelling, another as it came. */
export function statusWord<const Known extends string>(known: readonly Known[]): z.ZodType<Open<Known>> {
  const spelling = new Map<string, Known>(known.map((word) => [fold(word), word]))
  return z.string().transform((word): Open<Known> => spelling.get(fold(word)) ?? word)
}
