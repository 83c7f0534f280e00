const LONGEST = 200
// oxlint-disable-next-line no-control-regex
const BREAKS = /[\s\u0000-\u001f\u007f-\u009f]+/g
const JWT = /\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g

/**
 * A sentence of the vendor's, fit for a log line and an error message: at most 200 characters, on one line,
 * without a token that it may quote.
 */
export function vendorText(text: string): string {
  const line = text
    .slice(0, 20 * LONGEST)
    .replaceAll(JWT, '[redacted]')
    .replaceAll(BREAKS, ' ')
    .trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line
}
