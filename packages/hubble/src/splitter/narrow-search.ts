import { greatestCommonDivisor } from './greatest-common-divisor.ts'
import type { SplitLimits } from './split-limits.ts'

/** How often each value is taken; undefined: there is no way; `unclear`: the search was given up. */
export type Found = readonly number[] | 'unclear' | undefined

/** Quantities of one value that are tried for the sake of the others' common divisor. */
const MOST_REMAINDERS = 1_000

/** How many steps a search may take; it counts them down. */
export interface Steps {
  left: number
}

/**
 * Looks for a total with one number of vouchers after the other, the largest values first, and turns back where the
 * values that are left cannot come out: too small, too large, too few of them, or of another remainder. Most totals
 * are found in a few hundred steps; one that takes too many is left to a table.
 *
 * @param values rising, each once
 */
export function createNarrowSearch(
  values: readonly number[],
  { perOrder, perDenomination: cap, kinds }: SplitLimits,
): (total: number, steps: Steps) => Found {
  const [smallest = 1] = values
  const last = values.length - 1
  const largest = values[last] ?? 0
  /** What the differences of the values up to each one are multiples of. */
  const strides = values.map((_, end) =>
    values.slice(0, end + 1).reduce((divisor, value) => greatestCommonDivisor(divisor, value - smallest), 0),
  )
  /** What all values but one are multiples of. */
  const othersDivisors = values.map((_, index) =>
    values.reduce(
      (divisor, value, at) => (at === index ? divisor : greatestCommonDivisor(divisor, value)),
      0,
    ),
  )

  /** How many of a value there must be at least, so that the others, which have a common divisor, can make the rest. */
  function neededOf(index: number, total: number): number {
    const divisor = othersDivisors[index] as number
    if (divisor <= 1) return 0
    const most = Math.min(divisor - 1, perOrder, cap, Math.floor(total / (values[index] as number)))
    for (let quantity = 0; quantity <= most; quantity += 1) {
      if ((total - quantity * (values[index] as number)) % divisor === 0) return quantity
    }
    return Number.POSITIVE_INFINITY
  }

  const isCoarse = othersDivisors.some((divisor) => divisor > MOST_REMAINDERS)

  return (total, steps) => {
    if (values.length < 2 || isCoarse) return 'unclear'
    const needed = values.map((_, index) => neededOf(index, total))
    if (needed.includes(Number.POSITIVE_INFINITY)) return undefined
    // Of the values up to each one: how many are needed, what they are worth, and how many kinds they are.
    const counts: number[] = []
    const sums: number[] = []
    const sorts: number[] = []
    for (const [index, value] of values.entries()) {
      counts.push((counts.at(-1) ?? 0) + (needed[index] as number))
      sums.push((sums.at(-1) ?? 0) + (needed[index] as number) * value)
      sorts.push((sorts.at(-1) ?? 0) + Math.sign(needed[index] as number))
    }
    const quantities = values.map(() => 0)
    function walk(index: number, rest: number, count: number, kindsLeft: number): boolean {
      if (count === 0 || index < 0) {
        if (count !== 0 || rest !== 0 || (counts[index] ?? 0) > 0) return false
        quantities.fill(0, 0, index + 1)
        return true
      }
      steps.left -= 1
      const spare = kindsLeft - (sorts[index] as number)
      if (steps.left < 0 || kindsLeft === 0 || spare < 0 || count > Math.min(kindsLeft, index + 1) * cap)
        return false
      const value = values[index] as number
      const [freeSum, free] = [rest - (sums[index] as number), count - (counts[index] as number)]
      if (free < 0 || freeSum < free * smallest || freeSum > free * value) return false
      const stride = strides[index] as number
      const above = rest - count * smallest
      if (stride === 0) {
        quantities[0] = count
        return above === 0 && count <= cap
      }
      if (above % stride !== 0) return false
      const next = values[index - 1] as number
      const isSpare = spare === 0 && needed[index] === 0
      const most = isSpare ? 0 : Math.min(cap, count, Math.floor(above / (value - smallest)))
      const least = Math.max(needed[index] as number, Math.ceil((rest - count * next) / (value - next)))
      for (let quantity = most; quantity >= least; quantity -= 1) {
        if (kindsLeft <= 2) quantity = nextOfFew(index, { rest, count, kindsLeft, quantity })
        if (quantity < least) break
        if (walk(index - 1, rest - quantity * value, count - quantity, kindsLeft - Math.sign(quantity))) {
          quantities[index] = quantity
          return true
        }
      }
      return false
    }

    /** The largest quantity, up to one, that leaves nothing, or what the only other kind can make. */
    function nextOfFew(
      index: number,
      {
        rest,
        count,
        kindsLeft,
        quantity,
      }: Readonly<Record<'rest' | 'count' | 'kindsLeft' | 'quantity', number>>,
    ): number {
      if (quantity === count) return quantity
      let best = 0
      if (kindsLeft === 1) return best
      const value = values[index] as number
      for (let other = 0; other < index; other += 1) {
        const less = values[other] as number
        const exact = (rest - count * less) / (value - less)
        if (exact <= quantity && exact > best && Number.isInteger(exact)) best = exact
      }
      return best
    }

    function withKinds(count: number, most: number): readonly number[] | undefined {
      return walk(last, total, count, most) ? [...quantities] : undefined
    }

    const [neededCount, neededSum] = [counts[last] as number, sums[last] as number]
    const first = neededCount + Math.max(0, Math.ceil((total - neededSum) / largest))
    const end = Math.min(perOrder, neededCount + Math.floor((total - neededSum) / smallest))
    for (let count = Math.max(1, first); count <= end; count += 1) {
      const found = withKinds(count, Math.min(kinds, values.length))
      if (steps.left < 0) return 'unclear'
      if (found === undefined) continue
      const used = found.filter((quantity) => quantity > 0).length
      for (let fewer = 1; fewer < used; fewer += 1) {
        const better = withKinds(count, fewer)
        if (steps.left < 0) return 'unclear'
        if (better !== undefined) return better
      }
      return found
    }
    return undefined
  }
}
