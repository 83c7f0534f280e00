import type { AmountRestrictions } from '../schemas/amount-restrictions.ts'
import type { ProductRules } from './check-order.ts'

/** What of a product's rules changed, as words: `maxVouchersPerOrder was 10 and is 5`. */
export function productDifferences(before: ProductRules, now: ProductRules): string[] {
  const [old, fresh] = [flat(before), flat(now)]
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .filter((name) => old[name] !== fresh[name])
    .map((name) => `${name} was ${old[name] ?? 'no limit'} and is ${fresh[name] ?? 'no limit'}`)
}

const LIMITS = [
  'minOrderAmount',
  'maxOrderAmount',
  'minVoucherAmount',
  'maxVoucherAmount',
  'maxVouchersPerOrder',
  'maxVouchersPerDenomination',
  'maxDenominationsPerOrder',
] as const satisfies readonly (keyof AmountRestrictions)[]

function flat({
  status,
  denominationType,
  amountRestrictions,
}: ProductRules): Record<string, string | undefined> {
  const limits = LIMITS.map((name) => [name, amountRestrictions?.[name]?.toString()])
  const denominations = amountRestrictions?.denominations?.toSorted((one, other) => one - other).join(', ')
  return { status, denominationType, denominations, ...Object.fromEntries(limits) }
}
