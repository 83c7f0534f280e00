import { expect, test } from 'vitest'

import { tokenLifetime } from '../../src/auth/token-lifetime.ts'

test.each([
  [20, 10, 18],
  [60, 30, 54],
  [300, 150, 270],
  [600, 300, 540],
  [900, 600, 810],
  [1500, 1200, 1350],
  [3600, 2880, 3300],
  [7200, 5760, 6900],
])('a token of %i s is refreshed from %i s and waited for from %i s', (life, softAt, hardAt) => {
  expect(tokenLifetime(life)).toEqual({ softAt: softAt * 1000, hardAt: hardAt * 1000, endAt: life * 1000 })
})

test.each([undefined, null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, '', 'soon', {}, '-5'])(
  'a lifetime of %s counts as 300 s',
  (stated) => {
    expect(tokenLifetime(stated)).toEqual(tokenLifetime(300))
  },
)

test('a numeric string is read, and an absurd lifetime is neither shortened nor lengthened', () => {
  expect(tokenLifetime(' 3600 ')).toEqual(tokenLifetime(3600))
  expect(tokenLifetime(1e12).endAt).toBe(1e15)
  expect(tokenLifetime(0.5).endAt).toBe(500)
})

test('soft, hard and end stay in order for every lifetime', () => {
  for (let life = 0.001; life < 1e9; life *= 1.37) {
    const { softAt, hardAt, endAt } = tokenLifetime(life)
    expect(softAt).toBeLessThan(hardAt)
    expect(hardAt).toBeLessThan(endAt)
  }
})
