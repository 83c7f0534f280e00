import { createHash } from 'node:crypto'

/** Hexadecimal digits that look random; the same parts give the same ones, also after a restart. */
export function invent(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('/')).digest('hex')
}

/** Decimal digits of the same kind. */
export function inventDigits(count: number, ...parts: readonly (string | number)[]): string {
  const digits = BigInt(`0x${invent(...parts)}`) % 10n ** BigInt(count)
  return digits.toString().padStart(count, '0')
}
