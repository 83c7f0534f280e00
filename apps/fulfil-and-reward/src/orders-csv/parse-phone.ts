/**
 * Brings a phone number into one form: `+`, country code, digits. India's code is added to Indian numbers; a
 * number of another country that comes without its code is left as its digits.
 *
 * @param text As customers type it: `+91 98765 43210`, `098765-43210`, `(987) 654-3210`, `00919876543210`.
 * @param countryCode ISO 3166-1 alpha-2 of the address that the number stands with.
 * @returns 10 to 15 characters with at least 10 digits, or undefined if it is no such number.
 */
export function parsePhone(text: string, countryCode: string): string | undefined {
  const dialled = text.replace(/^'/, '').replace(/[\s()./\u2010-\u2015-]/g, '')
  if (!/^\+?\d+$/.test(dialled)) return undefined

  const international = /^(?:\+|00)(.*)$/.exec(dialled)?.[1]
  if (international !== undefined) {
    if (international.startsWith('91')) return indian(international.slice(2))
    // 14 digits and the plus are all that the warehouse takes.
    return /^[1-9]\d{9,13}$/.test(international) ? `+${international}` : undefined
  }
  if (countryCode === 'IN') return indian(dialled.length === 12 ? dialled.replace(/^91/, '') : dialled)
  return /^\d{10,15}$/.test(dialled) ? dialled : undefined
}

function indian(national: string): string | undefined {
  const subscriber = national.replace(/^0/, '')
  return /^[1-9]\d{9}$/.test(subscriber) ? `+91${subscriber}` : undefined
}
