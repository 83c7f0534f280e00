import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'

import { pino } from 'pino'
import { expect, test } from 'vitest'

import { createClient } from '../../src/client/create-client.ts'
import { HttpError } from '../../src/errors/http-error.ts'
import { InvalidInputError } from '../../src/errors/invalid-input-error.ts'
import type { TenonError } from '../../src/errors/tenon-error.ts'
import { hideEverywhere, scrub } from '../../src/secret/scrubber.ts'
import { createCanaries } from '../../src/testing/canaries.ts'
import { createSeededRandom } from '../../src/testing/seeded-random.ts'
import { things } from '../support/things.ts'

/** How many lines, each with every encoding in it. */
const lines = Number(process.env['TENON_FUZZ'] ?? 100_000)
/** Errors cost more: each is made of a dozen texts and printed in a dozen ways. */
const errors = Number(process.env['TENON_FUZZ'] ?? 10_000)
const timeout = Math.max(240_000, errors * 20)

const random = createSeededRandom(68)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random.fraction() * list.length)] as T

// One as tokens are, the others as awkward as a credential can be.
const canaries = createCanaries(random.uuid().slice(0, 8))
const secrets = [
  canaries.plant('plain'),
  'MiXeD/Case+and=%2fpercent?',
  '~!*\'()ä"`\\ 🐤 \u0041',
  '{"json":["\\u0041",\t7]}',
]
for (const secret of secrets) {
  canaries.watch(secret, secret)
  hideEverywhere(secret, 'lasting')
}

const encodings: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
  JSON.stringify,
  (text) => JSON.stringify(JSON.stringify(text)),
]

/** What may stand around a secret: its length decides how base64 falls. */
const around = Array.from({ length: 100 }, () => random.uuid()).join('')
function noise(): string {
  const from = Math.floor(random.fraction() * 3_000)
  return around.slice(from, from + Math.floor(random.fraction() * 30))
}

/** A text with a secret in it, each time in the next encoding. */
let turn = 0
function text(): string {
  const encode = encodings[(turn += 1) % encodings.length] as (text: string) => string
  return `${noise()} ${encode(noise() + pick(secrets) + noise())} ${noise()}`
}

/** What somebody else throws. */
function thrown(): unknown {
  const error = Object.assign(new TypeError(text(), { cause: new Error(text()) }), {
    code: text(),
    config: { url: text(), headers: { authorization: text(), [text()]: 1 } },
    errors: [new Error(text())],
  })
  return pick<() => unknown>([
    () => error,
    () => Object.assign(error, { name: text() }),
    () => Object.assign(error, { message: text() }),
    () => Object.assign(error, { stack: `${text()}\n    at ${text()} (file.ts:1:1)` }),
    () => Object.assign(error, { cause: { token: text(), list: [text()] } }),
    () => Object.assign(error, { cause: error }),
    () => text(),
    () => ({ token: text(), [text()]: new Map([[text(), new Set([text()])]]) }),
    () => Buffer.from(pick(secrets)),
    () => ({ name: text(), message: text(), toString: text }),
  ])()
}

function failure(): TenonError {
  const details = {
    message: text(),
    advice: text(),
    vendor: { id: text(), code: text(), message: text() },
    cause: thrown(),
  }
  return pick<() => TenonError>([
    () => new HttpError({ ...details, status: 500 }),
    () => new InvalidInputError({ ...details, issues: [text(), text()] }),
    () => new HttpError(details).shared({}, text()),
    () => new HttpError({ message: text(), cause: new HttpError(details) }),
  ])()
}

let logged = ''
const logger = pino({ level: 'trace' }, { write: (line: string) => void (logged += line) })

/** Every way in which an error is usually printed. */
function printed(error: TenonError): string {
  logged = ''
  logger.error(error)
  logger.error({ error }, error.message)
  return [
    String(error),
    error.stack,
    inspect(error, { depth: 9, showHidden: true }),
    inspect(Object.entries(error), { depth: 9, showHidden: true }),
    JSON.stringify({ error, cause: error.cause, everything: Object.entries(error) }),
    logged,
  ].join('\n')
}

test('what is looked for is found before it is scrubbed, in every encoding', () => {
  const missed = encodings.flatMap((encode) =>
    secrets.filter((secret) => canaries.findIn(`${noise()}${encode(`${noise()}${secret}`)}`).length === 0),
  )
  expect(missed).toEqual([])
})

test(
  `no line of ${lines} shows a secret`,
  () => {
    const found: string[] = []
    for (let round = 0; round < lines; round += 1) {
      const line = encodings.map(text).join(' ')
      if (canaries.findIn(scrub(line)).length > 0) found.push(line)
    }
    expect(found.slice(0, 3)).toEqual([])
  },
  timeout,
)

test(
  `no error of ${errors} shows a secret, however it is printed`,
  () => {
    const found: string[] = []
    for (let round = 0; round < errors; round += 1) {
      const all = printed(failure())
      if (canaries.findIn(all).length > 0) found.push(all)
    }
    expect(found.slice(0, 1)).toEqual([])
  },
  timeout,
)

test('a client whose vendor sends every secret back shows none: not itself, its calls, its errors, nor its logs', async () => {
  const secret = pick(secrets)
  const seen: unknown[] = []
  const keep = (message: unknown): void => void seen.push(message)
  subscribe('tenon:call', keep)
  logged = ''
  const token = canaries.plant('token').padEnd(40, 'x')
  const client = createClient(things, {
    baseUrl: 'https://things.example',
    secret,
    logger,
    retry: { retries: 1, baseDelayMs: 0 },
    transport: {
      send({ path }) {
        if (path === '/login') {
          const body = Buffer.from(JSON.stringify({ token, expires: 3_600 }))
          return Promise.resolve({ status: 200, headers: { 'set-cookie': token }, body })
        }
        const kind = Math.floor(random.fraction() * 4)
        if (kind === 0) return Promise.reject(thrown() as Error)
        const headers = {
          'content-type': text(),
          'set-cookie': [text(), token],
          date: token,
          'retry-after': token,
        }
        const body = Buffer.from(
          kind === 1 ? `{${text()}` : JSON.stringify({ message: token, [token]: text() }),
        )
        return Promise.resolve({ status: kind === 2 ? 500 : 200, headers, body })
      },
      close: () => Promise.resolve(),
    },
  })
  for (let call = 0; call < 500; call += 1) {
    const pending = client.methods.things.get({ thingId: '1' })
    const error: unknown = await pending.catch((problem: unknown) => problem)
    seen.push(error, pending.call, { client, error, call: pending.call })
  }
  await client.close()
  unsubscribe('tenon:call', keep)
  expect(seen.length).toBeGreaterThan(1_500)
  expect(logged).toContain('trying again')
  const shown = seen.flatMap((one) => [inspect(one, { depth: 9 }), JSON.stringify(one), String(one)])
  expect(shown.flatMap((one) => canaries.findIn(one))).toEqual([])
  expect(canaries.findIn(logged)).toEqual([])
})
