import { inspect } from 'node:util'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { HttpError } from '../../src/errors/http-error.ts'
import type { TenonError } from '../../src/errors/tenon-error.ts'
import { silentLogger } from '../../src/observe/logger.ts'
import { scrub, scrubCause } from '../../src/secret/scrubber.ts'
import type { HttpResponse } from '../../src/transport/transport.ts'
import { things } from '../support/things.ts'

/** What ends a line, moves a cursor, or turns text around, where somebody reads a log. */
const HARMFUL = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u
const controls = `\u001B[2J|\u001B]0;x\u0007|\n|\r\n|\0|\b|\t|\u007F|\u0085|\u009B31m`.split('|')
const separators = '\u2028|\u2029|\u061C|\u200E|\u202E|\u2066|\u2069'.split('|')
const harmful = fc.constantFrom(...controls, ...separators)
const hostileText = fc
  .array(fc.oneof(harmful, fc.string({ unit: 'binary' })), { minLength: 1 })
  .map((parts) => parts.join(''))

test('controls become spaces, so that nothing is joined by their going', () => {
  expect(scrub('one\r\ntwo\u001B[31m\u202Ethree')).toBe('one two [31m three')
  expect(scrub('ä 🐤 \u200D stays')).toBe('ä 🐤 \u200D stays')
})

test('no text from outside brings a control into an error or its causes', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (text, other) => {
      const cause = Object.assign(new Error(text, { cause: new Error(other) }), { code: other })
      const error = new HttpError({ message: text, advice: other, vendor: { id: text, code: other }, cause })
      const frames = (one: unknown): number => String((one as Error).stack).split('\n').length
      const shown = [
        error.message,
        error.advice,
        ...Object.values(error.vendor ?? {}),
        ...[error.cause, (error.cause as Error).cause].flatMap((one) => [
          (one as Error).message,
          ...String((one as Error).stack).split('\n'),
        ]),
        ...inspect(error).split('\n'),
      ].join('')
      expect(shown).not.toMatch(HARMFUL)
      expect((scrubCause(Object.assign(new Error(other), { name: text })) as Error).name).not.toMatch(HARMFUL)
      // A message cannot write a frame of its own.
      expect(frames(error.cause)).toBeLessThanOrEqual(frames(new Error('one line')) + 1)
    }),
    { numRuns: Number(process.env['TENON_FUZZ'] ?? 2_000) },
  )
}, 60_000)

test('a message that is a whole page is cut', () => {
  const error = new HttpError({ message: 'x'.repeat(1_000_000), cause: new Error('y'.repeat(1_000_000)) })
  expect(error.message).toHaveLength(10_000)
  expect((error.cause as Error).message).toHaveLength(10_000)
  expect(inspect(error).length).toBeLessThan(60_000)
})

test('a chain of causes that is a circle ends', () => {
  const circle = new Error('round')
  circle.cause = new Error('and', { cause: circle })
  expect(inspect(scrubCause(circle), { depth: 50 })).toContain('and')
})

/** What a client logs and throws when the vendor answers so. */
async function told(response: HttpResponse): Promise<string[]> {
  const lines: string[] = []
  const line = (fields: object, message: string): void =>
    void lines.push(message, JSON.stringify(Object.values(fields)), ...Object.values(fields).map(String))
  const client = createClient(
    {
      ...things,
      mapError: ({ body }) => ({ vendor: { message: String((body as { message: string }).message) } }),
    },
    {
      baseUrl: 'https://things.example',
      secret: 's3cret',
      logger: {
        ...silentLogger,
        debug: line,
        info: line,
        warn: line,
        error: line,
        isLevelEnabled: () => true,
      },
      retry: { retries: 0 },
      transport: {
        send: ({ path }) =>
          Promise.resolve(
            path === '/login'
              ? { status: 200, headers: {}, body: Buffer.from('{"token":"a-token"}') }
              : response,
          ),
        close: () => Promise.resolve(),
      },
    },
  )
  const error: unknown = await client.methods.things
    .get({ thingId: '1' })
    .catch((problem: unknown) => problem)
  await client.close()
  return [...lines, (error as TenonError).message, JSON.stringify(error), ...inspect(error).split('\n')]
}

test('a vendor writes no control into a log, by its message, a header or a name in its JSON', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const json = { 'content-type': 'application/json' }
      const answers: HttpResponse[] = [
        { status: 500, headers: json, body: Buffer.from(JSON.stringify({ message: text })) },
        { status: 200, headers: { 'content-type': text }, body: Buffer.from(text) },
        {
          status: 200,
          headers: json,
          body: Buffer.from(JSON.stringify({ [text]: text, id: { [text]: 1 } })),
        },
      ]
      for (const answer of answers) expect((await told(answer)).join('')).not.toMatch(HARMFUL)
    }),
    { numRuns: 200 },
  )
})
