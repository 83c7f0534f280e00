const currencies = new Set(Intl.supportedValuesOf('currency'))
const known = new Map<string, number>()

/** How many digits a currency has behind the point (INR 2, JPY 0), or undefined if there is no such currency. */
export function currencyDigits(currency: string): number | undefined {
  // Twice for every row of a file, and a formatter is dear to make.
  if (currencies.has(currency) && !known.has(currency)) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    known.set(currency, format.resolvedOptions().maximumFractionDigits ?? 2)
  }
  return known.get(currency)
}
