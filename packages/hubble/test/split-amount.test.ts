import { createSeededRandom } from '@tenon/core/testing'
import { describe, expect, test } from 'vitest'

import { splitAmount, type Split } from '../src/index.ts'
import { createFixedSplit } from '../src/splitter/fixed-split.ts'
import { fewestVouchers, type SmallProblem } from './support/fewest-vouchers.ts'
import { fixedProduct, flexibleProduct } from './support/split-products.ts'

function shown(split: Split): string {
  if (!split.possible) return `${split.reason}: below ${split.below}, above ${split.above}`
  return split.denominationDetails
    .map(({ denomination, quantity }) => `${denomination}x${quantity}`)
    .join(', ')
}

describe('a FIXED amount is split with the fewest vouchers, then the fewest kinds, then the largest ones', () => {
  test.each<[number[], number, Parameters<typeof fixedProduct>[1], string]>([
    [[300, 400], 600, {}, '300x2'],
    [[600, 700, 1000], 1300, { perOrder: 2 }, '700x1, 600x1'],
    [[300, 400], 500, {}, 'no-combination: below 400, above 600'],
    [[100, 200, 500], 1300, {}, '500x2, 200x1, 100x1'],
    [[100, 200, 500], 1300, { perOrder: 4 }, '500x2, 200x1, 100x1'],
    [[100, 200, 500], 1300, { perOrder: 3 }, 'no-combination: below 1200, above 1500'],
    [[100, 200, 500], 1300, { perDenomination: 1 }, 'no-combination: below 800, above null'],
    [[100, 200, 500], 800, { perDenomination: 1 }, '500x1, 200x1, 100x1'],
    [[100, 200, 500], 1300, { kinds: 1 }, '100x13'],
    [[100, 200, 500], 1300, { perOrder: 12, kinds: 1 }, 'no-combination: below 1200, above 1400'],
    [[100, 200, 500], 800, { kinds: 2 }, '200x4'],
    [[250, 1000], 3250, { perOrder: 6 }, '1000x3, 250x1'],
    [[500, 900], 2300, { perOrder: 5 }, '900x2, 500x1'],
    [[100, 250], 1000, { kinds: 1 }, '250x4'],
    [[100, 200, 500], 50, {}, 'no-combination: below null, above 100'],
  ])('%j for %d within %j', (denominations, amount, limits, expected) => {
    expect(shown(splitAmount({ amount, product: fixedProduct(denominations, limits) }))).toBe(expected)
  })

  test.each<[string, number, Parameters<typeof fixedProduct>[1], string]>([
    ['below what an order must have', 200, { least: 500 }, 'order-minimum: below null, above 500'],
    ['above what an order may have', 2600, { most: 1000 }, 'order-maximum: below 1000, above null'],
    ['in paise', 0.3, {}, '0.2x1, 0.1x1'],
  ])('an amount %s', (_, amount, limits, expected) => {
    const product = fixedProduct([0.1, 0.2, 500], limits)
    expect(shown(splitAmount({ amount, product }))).toBe(expected)
  })

  test('a product that lists no denominations has no vouchers', () => {
    expect(shown(splitAmount({ amount: 100, product: fixedProduct([], {}) }))).toBe(
      'no-combination: below null, above null',
    )
  })

  test('100,000 random small problems come out as an exhaustive search says', { timeout: 120_000 }, () => {
    const random = createSeededRandom(20_251_121)
    const upTo = (most: number): number => 1 + Math.floor(random.fraction() * most)
    const maybe = (most: number): number | undefined => (random.fraction() < 0.5 ? upTo(most) : undefined)
    const wrong: unknown[] = []
    for (let round = 0; round < 100_000; round += 1) {
      const problem: SmallProblem = {
        values: Array.from({ length: upTo(4) }, () => 1 + upTo(11)),
        total: upTo(40),
        perOrder: maybe(8),
        perDenomination: maybe(4),
        kinds: maybe(3),
        least: maybe(20),
        most: maybe(45),
      }
      const product = fixedProduct(problem.values, problem)
      const split = shown(splitAmount({ amount: problem.total, product })).replace(/^.*: /, '')
      const expected = fewestVouchers(problem)
      if (split !== expected) wrong.push({ problem, split, expected })
    }
    expect(wrong).toEqual([])
  })
})

describe('a FLEXIBLE amount', () => {
  test.each<[string, number, Parameters<typeof flexibleProduct>[0], string]>([
    ['is one voucher if that is allowed', 1000, { from: 50, to: 2000 }, '1000x1'],
    ['is one voucher if nothing is said', 1000, {}, '1000x1'],
    ['is equal vouchers if it comes out even', 1200, { from: 50, to: 400 }, '400x3'],
    ['is whole rupees if that serves', 1000, { from: 50, to: 400 }, '334x1, 333x2'],
    ['is in paise where it has paise', 1000.01, { from: 50, to: 400 }, '333.34x2, 333.33x1'],
    [
      'has different vouchers if one of each is allowed',
      1000,
      { from: 50, to: 400, perDenomination: 1 },
      '335x1, 334x1, 331x1',
    ],
    ['has one kind if one is allowed, with more vouchers', 1000, { from: 50, to: 400, kinds: 1 }, '250x4'],
    [
      'keeps to the number of vouchers',
      10_000,
      { from: 50, to: 100, perOrder: 10 },
      'no-combination: below 1000, above null',
    ],
    ['may lie in a gap', 500, { from: 300, to: 400 }, 'no-combination: below 400, above 600'],
    [
      'may be too little for an order',
      20,
      { from: 10, to: 50, least: 100 },
      'order-minimum: below null, above 100',
    ],
    [
      'may be too much for an order',
      5000,
      { from: 50, to: 2000, most: 4000 },
      'order-maximum: below 4000, above null',
    ],
    ['of one face value is like FIXED', 250, { from: 100, to: 100 }, 'no-combination: below 200, above 300'],
  ])('%s', (_, amount, limits, expected) => {
    expect(shown(splitAmount({ amount, product: flexibleProduct(limits) }))).toBe(expected)
  })

  test(
    '20,000 random problems have as few vouchers as any, and keep to every limit',
    { timeout: 120_000 },
    () => {
      const random = createSeededRandom(7)
      const upTo = (most: number): number => 1 + Math.floor(random.fraction() * most)
      const maybe = (most: number): number | undefined => (random.fraction() < 0.5 ? upTo(most) : undefined)
      const wrong: unknown[] = []
      for (let round = 0; round < 20_000; round += 1) {
        // In paise: more values than are searched one by one, few enough to know what is possible.
        const least = upTo(40)
        const limits = { perOrder: maybe(5), perDenomination: maybe(3), kinds: maybe(3) }
        const bounds = { least, most: least + 64 + upTo(40) }
        const total = upTo(500)
        const split = splitAmount({
          amount: total / 100,
          product: flexibleProduct({ from: least / 100, to: bounds.most / 100, ...limits }),
        })
        const problem = isBroken(split, total, bounds, limits)
        if (problem !== undefined) wrong.push({ problem, total, bounds, limits, split })
      }
      expect(wrong).toEqual([])
    },
  )
})

interface Limits {
  readonly perOrder: number | undefined
  readonly perDenomination: number | undefined
  readonly kinds: number | undefined
}

function isBroken(
  split: Split,
  total: number,
  { least, most }: { readonly least: number; readonly most: number },
  { perOrder = 1_000, perDenomination = 1_000, kinds = 1_000 }: Limits,
): string | undefined {
  const fewest = Math.ceil(total / most)
  const isObvious = fewest * least <= total && fewest <= perOrder && fewest <= perDenomination
  if (!split.possible) {
    return isObvious && (kinds > 1 || total % fewest === 0) ? 'said to be impossible' : undefined
  }
  const lines = split.denominationDetails.map(
    (line) => [Math.round(line.denomination * 100), line.quantity] as const,
  )
  const count = lines.reduce((all, [, quantity]) => all + quantity, 0)
  if (lines.reduce((sum, [paise, quantity]) => sum + paise * quantity, 0) !== total) return 'the sum'
  if (lines.some(([paise]) => paise < least || paise > most)) return 'the bounds'
  if (lines.some(([, quantity]) => quantity > perDenomination)) return 'perDenomination'
  if (lines.length > kinds || new Set(lines.map(([paise]) => paise)).size !== lines.length) return 'kinds'
  if (count > perOrder) return 'perOrder'
  return isObvious && kinds > 1 && count !== fewest ? 'more vouchers than needed' : undefined
}

test.each([0, -1, 0.001, Number.NaN, Number.POSITIVE_INFINITY])('%d is no amount', (amount) => {
  expect(() => splitAmount({ amount, product: fixedProduct([100], {}) })).toThrow(
    'amount: must be more than 0',
  )
})

test('a search that would be too long is refused', () => {
  const product = fixedProduct([0.01, 0.03, 99_999.97], { kinds: 1 })
  expect(() => splitAmount({ amount: 1e9, product })).toThrow('too large for face values that are so fine')
})

test(
  '2,000 larger problems come out alike by search and by table, and so do the totals beside them',
  { timeout: 60_000 },
  () => {
    const random = createSeededRandom(11)
    const upTo = (most: number): number => 1 + Math.floor(random.fraction() * most)
    const maybe = (most: number): number => (random.fraction() < 0.5 ? upTo(most) : Number.POSITIVE_INFINITY)
    const wrong: unknown[] = []
    let searched = 0
    for (let round = 0; round < 2_000; round += 1) {
      const values = Array.from({ length: upTo(8) }, () => upTo(60) * upTo(3))
      const limits = { perOrder: maybe(30), perDenomination: maybe(12), kinds: maybe(4) }
      const total = upTo(1_200)
      const bounds = { ...limits, leastTotal: 1, mostTotal: Number.POSITIVE_INFINITY }
      const narrow = createFixedSplit(values, bounds)
      const table = createFixedSplit(values, bounds, 0)
      const totals = table.totalsUpTo(2_000)
      const [below, above] = [narrow.near(total - 1, -1, 1), narrow.near(total + 1, 1, 2_000)]
      if (below !== 'unclear' && above !== 'unclear') searched += 1
      const found = [narrow.find(total), below, above]
      const expected = [
        table.find(total),
        below === 'unclear' ? below : totals.findLast((each) => each < total),
        above === 'unclear' ? above : totals.find((each) => each > total),
      ]
      if (JSON.stringify(found) !== JSON.stringify(expected))
        wrong.push({ values, limits, total, found, expected })
    }
    expect(wrong).toEqual([])
    expect(searched).toBeGreaterThan(1_500)
  },
)

test.each([
  ['multiples of 50 rupees', [100, 200, 250, 500, 750, 1000, 1500, 2000, 2500, 3000, 5000, 7500]],
  ['without a common divisor', [101, 199, 251, 499, 751, 1003, 1499, 2003, 2503, 2999, 5003, 7507]],
])('12 denominations, %s, and 100,000 rupees are a matter of milliseconds', (_, denominations) => {
  const limits = [{}, { perDenomination: 10 }, { kinds: 3 }, { perOrder: 50, perDenomination: 20, kinds: 4 }]
  const times = Array.from({ length: 200 }, (_, round) => {
    const startedAt = performance.now()
    splitAmount({
      amount: 100_000 - 50 * (round % 7),
      product: fixedProduct(denominations, limits[round % 4] ?? {}),
    })
    return performance.now() - startedAt
  }).toSorted((one, other) => one - other)
  console.info(
    `a split takes ${times[100]?.toFixed(2)} ms (median), ${times[198]?.toFixed(2)} ms (99 of 100)`,
  )
  // Far above what it takes, so that a busy machine does not fail it; a search that explodes does.
  expect(times[100]).toBeLessThan(20)
})
