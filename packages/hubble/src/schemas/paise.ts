/** Rupees as whole paise. Money is summed in these, never in fractions: 0.1 + 0.2 is not 0.3. */
export function toPaise(rupees: number): number {
  return Math.round(rupees * 100)
}

/** Has it at most two decimals, and is it small enough to be exact? */
export function isWholePaise(rupees: number): boolean {
  return Number.isSafeInteger(toPaise(rupees)) && Number(rupees.toFixed(2)) === rupees
}
