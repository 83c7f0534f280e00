import { isRecord } from './is-record.ts'
import { pickGiven } from './pick-given.ts'

/**
 * The same as `pickGiven` of a record in a record, or of a list of them. What is neither stays as it is, for a check to
 * name it.
 */
export function pickNested(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => pickNested(one, fields))
  return isRecord(value) ? pickGiven(value, fields) : value
}
