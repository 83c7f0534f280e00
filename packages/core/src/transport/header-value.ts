/** Visible ASCII, with spaces inside. */
const HEADER_VALUE = /^[\x21-\x7e]+(?: +[\x21-\x7e]+)*$/

/** Can it stand in a header, and be read there as one value? */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && HEADER_VALUE.test(value)
}
