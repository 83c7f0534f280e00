/** How the vendor writes "nothing" (MasonHub's samples). */
const BLANK = /^$|^0001-01-01T00:00:00(\.0+)?(Z|\+00:00)$|^00000000-0000-0000-0000-000000000000$/

/** Of a record that was received, the fields of that name that say something. */
export function pickGiven<Field extends string>(
  record: object,
  fields: readonly Field[],
): Partial<Record<Field, unknown>> {
  const given = fields.flatMap((field) => {
    const value: unknown = (record as Readonly<Record<string, unknown>>)[field]
    const isBlank = value === undefined || value === null || (typeof value === 'string' && BLANK.test(value))
    return isBlank ? [] : [[field, value] as const]
  })
  return Object.fromEntries(given) as Partial<Record<Field, unknown>>
}
