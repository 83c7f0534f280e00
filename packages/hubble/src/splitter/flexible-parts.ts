import type { Parts } from './fixed-split.ts'
import { greatestCommonDivisor } from './greatest-common-divisor.ts'
import type { SplitLimits } from './split-limits.ts'

/** Bounds of one voucher, in paise. */
export interface VoucherBounds {
  readonly least: number
  readonly most: number
}

const RUPEE = 100

/**
 * A total as so many vouchers of any value within the bounds, of as few kinds as can be: equal ones where that comes
 * out even, else values next to each other, whole rupees where they serve. Undefined if there is no way.
 */
export function flexibleParts(
  total: number,
  count: number,
  bounds: VoucherBounds,
  { perDenomination, kinds }: Pick<SplitLimits, 'perDenomination' | 'kinds'>,
): Parts | undefined {
  if (total < count * bounds.least || total > count * bounds.most) return undefined
  const fewestKinds = Math.ceil(count / perDenomination) || 1
  if (fewestKinds > kinds) return undefined
  if (fewestKinds === 1 && total % count === 0) return [[total / count, count]]
  const exact =
    fewestKinds === 1 ? undefined : ofExactly(fewestKinds, { total, count, bounds, perDenomination })
  if (exact !== undefined || fewestKinds === kinds) return exact
  // One kind more always comes out, unless the bounds are too near.
  return inWindow(fewestKinds + 1, { total, count, bounds, perDenomination })
}

interface Task {
  readonly total: number
  readonly count: number
  readonly bounds: VoucherBounds
  readonly perDenomination: number
}

/** Values next to each other, in whole rupees or else in paise. */
function inWindow(width: number, task: Task): Parts | undefined {
  const whole = task.total % RUPEE === 0 ? sideBySide(width, inRupees(task)) : undefined
  return whole === undefined ? sideBySide(width, task) : inPaise(whole)
}

function sideBySide(width: number, { total, count, bounds, perDenomination }: Task): Parts | undefined {
  const { least, most } = bounds
  const places = Math.min(width, most - least + 1)
  if (places < 1 || places * perDenomination < count) return undefined
  // As low as they can be, from which they are moved up.
  const quantities = Array.from({ length: places }, () => 0)
  let lowest = 0
  for (let place = 0, left = count; left > 0; place += 1) {
    const quantity = Math.min(perDenomination, left)
    quantities[place] = quantity
    lowest += quantity * place
    left -= quantity
  }
  const first = Math.min(Math.floor((total - lowest) / count), most - places + 1)
  let missing = total - first * count - lowest
  if (first < least || missing < 0) return undefined
  while (missing > 0) {
    // The highest voucher that has room above it moves up by one, or as many at once as may.
    const place = quantities.findLastIndex(
      (quantity, at) => quantity > 0 && at + 1 < places && (quantities[at + 1] as number) < perDenomination,
    )
    if (place === -1) return undefined
    const room = perDenomination - (quantities[place + 1] as number)
    const moved = Math.min(missing, room, quantities[place] as number)
    quantities[place] = (quantities[place] as number) - moved
    quantities[place + 1] = (quantities[place + 1] as number) + moved
    missing -= moved
  }
  return toParts(quantities.map((quantity, place) => [first + place, quantity]))
}

function inRupees({ total, bounds, ...task }: Task): Task {
  const [least, most] = [Math.ceil(bounds.least / RUPEE), Math.floor(bounds.most / RUPEE)]
  return { ...task, total: total / RUPEE, bounds: { least, most } }
}

function inPaise(parts: Parts): Parts {
  return parts.map(([value, quantity]) => [value * RUPEE, quantity])
}

/** Looks for values of exactly so many kinds, which are almost all full: a total that fits is a matter of divisors. */
function ofExactly(kinds: number, task: Task): Parts | undefined {
  const consecutive = inWindow(kinds, task)
  if (consecutive !== undefined) return consecutive
  const { total, count, perDenomination } = task
  for (const gaps of partitions(kinds * perDenomination - count, kinds, perDenomination - 1)) {
    const quantities = gaps.map((gap) => perDenomination - gap)
    if (total % quantities.reduce(greatestCommonDivisor, 0) !== 0) continue
    const whole = total % RUPEE === 0 ? solve(quantities, inRupees(task)) : undefined
    const found = whole === undefined ? solve(quantities, task) : inPaise(whole)
    if (found !== undefined) return found
  }
  return undefined
}

const MOST_PARTITIONS = 300

/** Ways to leave so many places free among the kinds. */
function* partitions(
  free: number,
  kinds: number,
  most: number,
  budget = { left: MOST_PARTITIONS },
): Generator<number[]> {
  if (budget.left <= 0 || free > kinds * most) return
  if (kinds === 0) {
    budget.left -= 1
    yield []
    return
  }
  for (let gap = Math.min(free, most); gap >= Math.ceil(free / kinds); gap -= 1) {
    for (const rest of partitions(free - gap, kinds - 1, gap, budget)) yield [gap, ...rest]
  }
}

/** Different values with these quantities: all but two fixed around the mean, the last two by their remainders. */
function solve(quantities: readonly number[], { total, count, bounds }: Task): Parts | undefined {
  const { least, most } = bounds
  const span = Math.max(...quantities) + quantities.length
  const base = Math.max(
    least,
    Math.min(Math.floor(total / count) - (quantities.length >> 1), most - quantities.length),
  )
  for (const [one, other] of pairsOf(quantities)) {
    const fixed = quantities.map((quantity, index) => [base + index, quantity] as [number, number])
    const [first, second] = [fixed[one], fixed[other]] as [[number, number], [number, number]]
    const others = fixed.filter((_, index) => index !== one && index !== other)
    const rest = total - others.reduce((sum, [value, quantity]) => sum + value * quantity, 0)
    const taken = new Set(others.map(([value]) => value))
    const middle = Math.floor(rest / (first[1] + second[1]))
    for (let step = 0; step <= 2 * span; step += 1) {
      for (const value of [middle + step, middle - step]) {
        const counter = (rest - value * first[1]) / second[1]
        const isNew = !taken.has(value) && !taken.has(counter) && value !== counter
        const isInside = [value, counter].every(
          (each) => Number.isInteger(each) && each >= least && each <= most,
        )
        if (isNew && isInside) return toParts([...others, [value, first[1]], [counter, second[1]]])
      }
    }
  }
  return undefined
}

function pairsOf(quantities: readonly number[]): [number, number][] {
  const pairs = quantities.flatMap((_, one) =>
    quantities.slice(one + 1).map((__, more) => [one, one + 1 + more]),
  )
  return pairs as [number, number][]
}

function toParts(parts: readonly (readonly [number, number])[]): Parts {
  return parts.filter(([, quantity]) => quantity > 0).toSorted(([one], [other]) => other - one)
}
