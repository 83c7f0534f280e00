import { given } from './given.ts'

/** Does a value of a record that was received say anything? */
export function isGiven(value: unknown): boolean {
  return typeof value === 'string' ? given(value) !== undefined : value !== undefined && value !== null
}
