import { isGiven } from './is-given.ts'

/** Of a record that was received, the fields of that name that say something. */
export function pickGiven<Field extends string>(
  record: object,
  fields: readonly Field[],
): Partial<Record<Field, unknown>> {
  const told = fields.flatMap((field) => {
    const value: unknown = (record as Readonly<Record<string, unknown>>)[field]
    return isGiven(value) ? [[field, value] as const] : []
  })
  return Object.fromEntries(told) as Partial<Record<Field, unknown>>
}
