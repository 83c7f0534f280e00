import { z } from 'zod'

import { isRecord } from './is-record.ts'

/** Under this name it goes through the schema; no vendor's key begins so. */
const KEY = '\u0000origin'
const origins = new WeakMap<object, Readonly<Record<string, unknown>>>()

/**
 * Has a record remember what it was read from. Reading is lenient: a field that is not what it should be comes out as
 * undefined, and who sends the record back must know that it was there.
 */
export function withOrigin<T extends object>(schema: z.ZodType<T>): z.ZodType<T> {
  return z
    .preprocess((raw) => (isRecord(raw) ? { ...raw, [KEY]: raw } : raw), schema)
    .transform((record) => {
      const { [KEY]: raw, ...rest } = record as T & { [KEY]?: unknown }
      if (isRecord(raw)) origins.set(rest, raw)
      return rest as T
    })
}

/** What a record was read from; of a copy, or of what was made by hand, nothing is known. */
export function originOf(record: object): Readonly<Record<string, unknown>> {
  return origins.get(record) ?? {}
}
