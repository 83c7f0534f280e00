import { expect, test } from 'vitest'

import { retryAfterMs } from '../../src/attempts/retry-after.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

const clock = createVirtualClock(Date.parse('2026-01-01T00:00:00Z'))
const date = 'Thu, 01 Jan 2026 00:00:00 GMT'

test.each([
  ['7', {}, 7_000],
  [' 7 ', {}, 7_000],
  ['0.5', {}, 500],
  ['0', {}, 0],
  ['Thu, 01 Jan 2026 00:00:30 GMT', {}, 30_000],
  ['2026-01-01T00:00:30Z', {}, 30_000],
  // A clock that is wrong at the vendor is wrong in both headers.
  ['Thu, 01 Jan 2026 05:00:30 GMT', { date: 'Thu, 01 Jan 2026 05:00:00 GMT' }, 30_000],
  ['Thu, 01 Jan 2026 00:00:30 GMT', { date: 'nonsense' }, 30_000],
])('%j is understood', (value, more, expected) => {
  expect(retryAfterMs({ 'retry-after': value, ...more }, clock)).toBe(expected)
})

test.each([
  '',
  '-1',
  '1e9',
  '86401',
  'soon',
  'NaN',
  '0x10',
  'Wed, 31 Dec 2025 23:00:00 GMT',
  '9'.repeat(1_000_000),
])('%.20j counts as absent', (value) => {
  expect(retryAfterMs({ 'retry-after': value, date }, clock)).toBeUndefined()
})

test('an absent header is absent', () => {
  expect(retryAfterMs({}, clock)).toBeUndefined()
})
