/** How the vendor writes "nothing" (MasonHub's samples). */
const BLANK = /^$|^0001-01-01(T|$)|^00000000-0000-0000-0000-000000000000$/

/** A text that says something: undefined for null, empty text, the zero UUID and the year 1. */
export function given(value: string | null | undefined): string | undefined {
  return value === null || value === undefined || BLANK.test(value) ? undefined : value
}
