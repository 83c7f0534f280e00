/** Digits, or digits in groups: of three (1,299,000) or the Indian way (12,99,000). */
const amount = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?$/

/**
 * Reads an amount of money into the smallest unit, digit by digit, so that nothing is ever rounded.
 *
 * @param text The amount without a currency sign: `1299`, `1,299.00`, `1,29,999.5`.
 * @param digits How many digits the currency has behind the point.
 * @returns The amount, or undefined for anything else: a sign, a second point, a digit too many.
 */
export function parseAmount(text: string, digits: number): number | undefined {
  const [, whole, fraction = ''] = amount.exec(text) ?? []
  if (whole === undefined || fraction.length > digits) return undefined
  const minor = Number(whole.replaceAll(',', '') + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor : undefined
}
