import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { retryAfterMs } from '../../src/attempts/retry-after.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'

const clock = createVirtualClock(Date.parse('2026-01-01T00:00:00Z'))
const date = 'Thu, 01 Jan 2026 00:00:00 GMT'

test.each([
  ['7', {}, 7_000],
  [' 7 ', {}, 7_000],
  ['0.5', {}, 500],
  ['0.125', {}, 125],
  ['0', {}, 0],
  ['86400', {}, 86_400_000],
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

const DAY_MS = 86_400_000

test('whatever the header says, a wait is neither negative nor longer than a day', () => {
  const piece = fc.constantFrom(
    '1',
    '9',
    '.',
    '-',
    '+',
    'e',
    ' ',
    ',',
    ':',
    'GMT',
    'Jan',
    'T',
    'Z',
    '2026',
    '∞',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((parts) => parts.join('')),
  )
  const header = fc.oneof(text, fc.array(text))
  fc.assert(
    fc.property(header, header, (value, answeredAt) => {
      const wait = retryAfterMs({ 'retry-after': value, date: answeredAt }, clock) ?? 0
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThanOrEqual(DAY_MS)
    }),
    { numRuns: 5_000 },
  )
})

test('seconds and dates within a day are taken exactly, however wrong the clock of the vendor is', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 86_400 }),
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
      (seconds, now) => {
        const later = new Date(Math.floor(now.getTime() / 1_000) * 1_000 + seconds * 1_000)
        const headers = { 'retry-after': later.toUTCString(), date: now.toUTCString() }
        expect(retryAfterMs({ 'retry-after': `${seconds}` }, clock)).toBe(seconds * 1_000)
        expect(retryAfterMs(headers, clock)).toBe(seconds * 1_000)
      },
    ),
  )
})
