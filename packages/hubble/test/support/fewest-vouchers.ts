import type { ProductLimits } from './split-products.ts'

export interface SmallProblem extends ProductLimits {
  readonly values: readonly number[]
  readonly total: number
}

/** Goes through every combination, and says the best one or the neighbours, as the test shows a split. */
export function fewestVouchers(problem: SmallProblem): string {
  const { total, least = 1, most = Number.POSITIVE_INFINITY } = problem
  const values = [...new Set(problem.values)].toSorted((one, other) => other - one)
  let best: readonly number[] | undefined
  let [below, above] = [0, Number.POSITIVE_INFINITY]
  const reach = Math.max(total, least) + (values[0] ?? 0)

  const quantities = values.map(() => 0)

  function walk(index: number, sum: number, count: number): void {
    if (sum > reach || count > (problem.perOrder ?? count)) return
    if (index < values.length) {
      const value = values[index] as number
      const cap = Math.min(problem.perDenomination ?? reach, Math.floor((reach - sum) / value))
      for (let quantity = 0; quantity <= cap; quantity += 1) {
        quantities[index] = quantity
        walk(index + 1, sum + quantity * value, count + quantity)
      }
      return
    }
    let kinds = 0
    for (const quantity of quantities) kinds += Math.sign(quantity)
    if (kinds === 0 || kinds > (problem.kinds ?? kinds) || sum < least || sum > most) return
    if (sum < total) below = Math.max(below, sum)
    if (sum > total) above = Math.min(above, sum)
    if (sum === total && (best === undefined || isBetter(quantities, best))) best = [...quantities]
  }

  walk(0, 0, 0)
  if (best !== undefined) {
    const lines = values.map((value, index) => ({ value, quantity: best?.[index] ?? 0 }))
    return lines
      .filter(({ quantity }) => quantity > 0)
      .map(({ value, quantity }) => `${value}x${quantity}`)
      .join(', ')
  }
  return `below ${below || null}, above ${above === Number.POSITIVE_INFINITY ? null : above}`
}

/** Fewer vouchers, then fewer kinds, then more of the larger ones. */
function isBetter(one: readonly number[], other: readonly number[]): boolean {
  const keys = (quantities: readonly number[]): number[] => [
    quantities.reduce((sum, quantity) => sum + quantity, 0),
    quantities.filter((quantity) => quantity > 0).length,
    ...quantities.map((quantity) => -quantity),
  ]
  const [mine, theirs] = [keys(one), keys(other)]
  const index = mine.findIndex((key, at) => key !== theirs[at])
  return index !== -1 && (mine[index] as number) < (theirs[index] as number)
}
