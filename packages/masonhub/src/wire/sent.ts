import { z } from 'zod'

/*
 * The parts that requests are described with: strict, so that a mistake is found before anything is sent. In
 * MasonHub's contract `minimum` and `maximum` on a string mean its length.
 */

/** Text of so many characters. */
export function textOf(shortest: number, longest: number) {
  return z.string().min(shortest).max(longest)
}

/** A moment: a Date, or RFC 3339 text with `Z` or an offset. */
export const moment = z.union([
  z.iso.datetime({ offset: true }),
  z.date().transform((date) => date.toISOString()),
])

/**
 * Your own name for a record. A comma is refused: the vendor separates identifiers with it in a search, so that
 * the record could never be looked up.
 */
export const customerIdentifier = identifierOf(5)

/** The same of a record whose name may be shorter. */
export function identifierOf(shortest: number) {
  return textOf(shortest, 250).regex(/^[^,]*$/, 'must not contain a comma')
}

/** Identifiers to search for: at most 30 in one request. */
export const searchedIdentifiers = z
  .array(
    z
      .string()
      .min(1)
      .max(250)
      .regex(/^[^,]*$/, 'must not contain a comma'),
  )
  .min(1)
  .max(30)
  .readonly()
