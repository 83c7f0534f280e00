import { z } from 'zod'

/** One of the values that are known today, or one that the vendor adds tomorrow. Editors suggest the known ones. */
export type OpenEnum<Known extends string> = Known | (string & {})

/** Any string passes: a new value of the vendor's must not break a reader. */
export function openEnum<Known extends string>(): z.ZodType<OpenEnum<Known>, unknown> {
  return z.string()
}
