import { expect, test } from 'vitest'

import { retryAfterMs } from '../../src/attempts/retry-after.ts'
import type { Call } from '../../src/call/call.ts'
import { describeIssues } from '../../src/declare/validate.ts'
import { scrub, scrubCause } from '../../src/secret/scrubber.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'
import { createContentDecoder } from '../../src/transport/content-decoder.ts'
import { guardingOrigin } from '../../src/transport/guarding-origin.ts'

const LIMIT_MS = 50
const MEGABYTE = 1_000_000
/** undici reads no more than this of an answer's headers. */
const LONGEST_HEADERS = 16_384
const clock = createVirtualClock()

/** What makes patterns go back and forth: long runs, and a last character that spoils the match. */
function worst(size: number): string[] {
  const pieces = [
    '9',
    '1.',
    ' ',
    'a ',
    ', ',
    'gzip,',
    '(',
    '%2e',
    'Jan ',
    '{"a":',
    '\u001B',
    '\u001B ',
    '\u202E',
    'é',
  ]
  return pieces.flatMap((piece) => {
    const long = piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
    return [long, `${long}\n`, `1${long}x`]
  })
}

const guard = guardingOrigin('https://a.example')(() => Promise.resolve({} as never))
const call = { attempts: [] as unknown } as Call
const request = {
  method: 'GET',
  origin: 'https://a.example',
  path: '/',
  body: undefined,
  answer: 'json',
} as const

/** Everything that reads text from outside before a schema does. What it makes of it is no matter here. */
const readers: readonly (readonly [string, number, (text: string) => unknown])[] = [
  ['Retry-After', LONGEST_HEADERS, (text) => retryAfterMs({ 'retry-after': text }, clock)],
  [
    'the Date beside it',
    LONGEST_HEADERS,
    (text) => retryAfterMs({ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT', date: text }, clock),
  ],
  ['Content-Encoding', MEGABYTE, (text) => createContentDecoder(text)],
  ['a message on its way into an error', MEGABYTE, scrub],
  ['a cause', MEGABYTE, (text) => scrubCause(new Error(text))],
  ['an issue of a schema', MEGABYTE, (text) => describeIssues([{ message: text, path: [text] }])],
  ['the value of a header', MEGABYTE, (text) => guard({ ...request, headers: { 'x-a': text } }, call)],
  ['the name of a header', MEGABYTE, (text) => guard({ ...request, headers: { [text]: 'x' } }, call)],
]

/** Of thirty tries the first that is fast enough: other work on the machine is not the reader's. */
function timeOf(read: (text: string) => unknown, text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 30 && best >= LIMIT_MS; run += 1) {
    const startedAt = performance.now()
    void Promise.resolve(read(text)).catch(() => {})
    best = Math.min(best, performance.now() - startedAt)
  }
  return best
}

test.each(readers)('%s of %i bytes takes less than 50 ms, whatever it is', (_, size, read) => {
  const slow = worst(size)
    .map((text) => ({ text: text.slice(0, 20), ms: timeOf(read, text) }))
    .filter(({ ms }) => ms >= LIMIT_MS)
  expect(slow).toEqual([])
})
