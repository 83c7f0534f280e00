import { InvalidInputError } from '@tenon/core'

import { greatestCommonDivisor } from './greatest-common-divisor.ts'
import { createNarrowSearch } from './narrow-search.ts'
import type { SplitLimits } from './split-limits.ts'
import { NONE, VoucherTable, type Layer } from './voucher-table.ts'

/** Entries of a table: 64 MB. Face values of single paise and totals of millions would need more. */
const MOST_ENTRIES = 2 ** 24

/** Of the narrow search, before a table is made: some milliseconds. */
const STEPS = 120_000
/** Totals beside one that is not possible, before a table tells all of them; within the same steps. */
const MOST_TRIES = 1_000

/** A denomination in paise, and how often. */
export type Parts = readonly (readonly [paise: number, quantity: number])[]

/** Totals of some denominations, by exact search. All amounts are paise. */
export interface FixedSplit {
  /**
   * The vouchers of a total: the fewest, then of the fewest kinds, then the largest ones first. Undefined if there are
   * none.
   */
  find(total: number): Parts | undefined
  /** Every total up to the limit that has vouchers, rising. */
  totalsUpTo(limit: number): readonly number[]
  /** No total is larger, and this one has vouchers where it is finite. */
  readonly most: number
  /**
   * The nearest total that has vouchers, from one on, up (1) or down (-1), up to an end. `unclear` where it does not
   * lie near.
   */
  near(start: number, direction: 1 | -1, end: number): number | 'unclear' | undefined
}

/**
 * @param denominations paise, in any order
 * @param mostSteps of the search that goes before a table
 */
export function createFixedSplit(
  denominations: readonly number[],
  limits: SplitLimits,
  mostSteps = STEPS,
): FixedSplit {
  const { perOrder, perDenomination, kinds } = limits
  const rising = [...new Set(denominations)]
    .filter((value) => value > 0)
    .toSorted((one, other) => one - other)
  const unit = rising.reduce(greatestCommonDivisor, 0) || 1
  const values = rising.map((value) => value / unit)
  const largest = values.at(-1) ?? 0

  const narrow = createNarrowSearch(values, limits)

  function mostTotal(): number {
    let [sum, left] = [0, perOrder]
    for (const value of values.slice(-Math.min(kinds, values.length)).toReversed()) {
      const quantity = Math.min(left, perDenomination)
      if (quantity > 0) sum += quantity * value
      left -= quantity
    }
    return sum * unit
  }
  const most = kinds > 0 ? mostTotal() : 0

  function makeTable(size: number, planes: number): VoucherTable {
    if (size * planes * values.length > MOST_ENTRIES) {
      const issues = [
        'amount: is too large for face values that are so fine; split it into smaller amounts first',
      ]
      throw new InvalidInputError({ message: `hubble split: ${issues[0]}`, issues })
    }
    return new VoucherTable({ values, perOrder, perDenomination }, size, planes)
  }

  function search(total: number, planes: number): Parts | undefined {
    const table = makeTable(total, planes)
    const caps = values.map((value) => table.capOf(value) * value)
    const layers: Layer[] = [table.start()]
    let [before, after] = [0, caps.reduce((sum, cap) => sum + cap, 0)]
    for (const [index, value] of values.slice(0, -1).entries()) {
      const from = Math.max(0, total - Math.min(after, perOrder * largest))
      before += caps[index] as number
      after -= caps[index] as number
      layers.push(table.add(layers.at(-1) as Layer, value, { from, to: Math.min(total, before) }))
    }
    return collect(table, layers, total)
  }

  /** Takes the denominations out again, the largest first and as many of it as the cheapest combination may have. */
  function collect(table: VoucherTable, layers: readonly Layer[], total: number): Parts | undefined {
    const parts: [number, number][] = []
    let [rest, plane, cost] = [total, -1, NONE]
    for (let index = values.length - 1; index >= 0; index -= 1) {
      const value = values[index] as number
      const layer = layers[index] as Layer
      const isOne = layer.length === 1
      const take = (quantity: number, from: number): number => {
        const source = isOne ? 0 : from - Math.sign(quantity)
        const below = layer[source]?.[rest - quantity * value] ?? NONE
        return below + quantity * table.step + Math.sign(quantity)
      }
      const cap = Math.min(table.capOf(value), Math.floor(rest / value))
      if (plane === -1) {
        // The cheapest of all, whose kinds its cost tells.
        for (let from = 0; from < layer.length; from += 1) {
          for (let quantity = cap; quantity >= 0; quantity -= 1) {
            const candidate = take(quantity, from)
            if (candidate < cost) [cost, plane] = [candidate, from]
          }
        }
        if (cost >= NONE || Math.floor(cost / table.step) > perOrder) return undefined
      }
      let quantity = cap
      while (quantity > 0 && take(quantity, plane) !== cost) quantity -= 1
      if (quantity === 0) continue
      parts.push([value * unit, quantity])
      rest -= quantity * value
      cost -= quantity * table.step + 1
      if (!isOne) plane -= 1
    }
    return parts
  }

  function toParts(quantities: readonly number[]): Parts {
    return quantities
      .map((quantity, index) => [(values[index] as number) * unit, quantity] as const)
      .filter(([, quantity]) => quantity > 0)
      .toReversed()
  }

  return {
    find(total) {
      if (values.length === 0 || total % unit !== 0 || total > most) return undefined
      const found = narrow(total / unit, { left: mostSteps })
      if (found !== 'unclear') return found && toParts(found)
      const best = search(total / unit, 1)
      if (best === undefined || best.length <= kinds) return best
      return search(total / unit, kinds + 1)
    },
    most,
    near(start, direction, end) {
      const first = (direction === 1 ? Math.ceil(start / unit) : Math.floor(start / unit)) * unit
      const steps = { left: mostSteps / 2 }
      for (let tries = 0, total = first; tries < MOST_TRIES; tries += 1, total += direction * unit) {
        if (total < 1 || (end - total) * direction < 0) return undefined
        if (total === most) return total
        const found = total > most ? undefined : narrow(total / unit, steps)
        if (found !== undefined) return found === 'unclear' ? found : total
      }
      return 'unclear'
    },
    totalsUpTo(limit) {
      const size = Math.floor(Math.min(limit, most) / unit)
      if (values.length === 0 || size < 1) return []
      const table = makeTable(size, kinds < values.length ? kinds + 1 : 1)
      const range = { from: 0, to: size }
      const last = values.reduce((layer, value) => table.add(layer, value, range), table.start())
      const totals = []
      for (let amount = 1; amount <= size; amount += 1) {
        if (last.some((plane) => (plane[amount] as number) < NONE)) totals.push(amount * unit)
      }
      return totals
    },
  }
}
