import { pino } from 'pino'
import { expect, test } from 'vitest'

import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { HttpError } from '../../src/errors/http-error.ts'
import { hideEverywhere, scrub, scrubCause } from '../../src/secret/scrubber.ts'
import { createCanaries } from '../../src/testing/canaries.ts'

const canaries = createCanaries('scrub/+=ä"\\')
const secrets = Array.from({ length: 5 }, (_, index) => canaries.plant(`secret${index}`))
for (const secret of secrets) hideEverywhere(secret, 'passing')

test('of an error of somebody else stays what tells what happened, and nothing that hangs on it', () => {
  const cause = Object.assign(new TypeError('harmless'), {
    code: 'E_CODE',
    data: 'an answer with a card number',
  })
  expect(scrub('nothing here')).toBe('nothing here')
  expect(scrubCause(cause)).toMatchObject({
    name: 'TypeError',
    message: 'harmless',
    code: 'E_CODE',
    stack: cause.stack,
  })
  expect(scrubCause(cause)).not.toHaveProperty('data')
  expect(scrubCause(undefined)).toBeUndefined()
})

test.each<[string, unknown, unknown]>([
  ['a text', 'plainly failed', 'plainly failed'],
  ['a number', 404, '404'],
  ['null', null, '[object Null] with '],
  ['an object, of which the names are told', { token: 'x', list: [1] }, '[object Object] with token, list'],
  ['a list', ['x'], '[object Array] with 0'],
])('a cause that is no error is shown without what is in it: %s', (_, cause, shown) => {
  expect(scrubCause(cause)).toBe(shown)
})

test('an error of Tenon stays the cause that it is', () => {
  const cause = new HttpError({ message: 'x', status: 500 })
  expect(scrubCause(cause)).toBe(cause)
  expect((scrubCause(new Error('outer', { cause })) as Error).cause).toBe(cause)
})

test('a copied error has no code and no cause where there was none that can be shown', () => {
  const copy = scrubCause(Object.assign(new Error('bare'), { code: 7 }))
  expect(copy).toBeInstanceOf(Error)
  expect(copy).toHaveProperty('message', 'bare')
  expect(Object.keys(copy as Error)).not.toContain('code')
  expect(Object.getOwnPropertyNames(copy)).not.toContain('cause')
})

test('an error without a stack has its message where the stack is printed', () => {
  const cause = Object.assign(new Error('no stack'), { stack: undefined })
  expect((scrubCause(cause) as Error).stack).toContain('no stack')
})

test('a cause that throws when it is read does no harm', () => {
  const hostile = new Error('never read')
  Object.defineProperty(hostile, 'message', {
    get: () => {
      throw new Error('trap')
    },
  })
  expect(scrubCause(hostile)).toBe('an error that cannot be read')
})

test('of a long chain of causes ten are told', () => {
  let chain = new Error('cause 20')
  for (let number = 19; number >= 0; number -= 1) chain = new Error(`cause ${number}`, { cause: chain })
  const told: string[] = []
  for (let at = scrubCause(chain) as Error | undefined; at !== undefined; at = at.cause as Error | undefined)
    told.push(at.message)
  expect(told).toEqual(Array.from({ length: 11 }, (_, number) => `cause ${number}`))
})

/** What the encodings write in ways of their own, at a length that base64 divides evenly. */
const awkward = (name: string): string => `a?b/c+d =e"f\\gh~ä${name.padEnd(30, '.')}`

test.each<[string, (text: string) => string]>([
  ['as it is', (text) => text],
  ['in a path', encodeURIComponent],
  [
    'in a path with small letters',
    (text) => encodeURIComponent(text).replaceAll(/%../g, (one) => one.toLowerCase()),
  ],
  ['in a form', (text) => new URLSearchParams([['', text]]).toString().slice(1)],
  ['in JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ['in JSON in JSON', (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3)],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ['in capital hex', (text) => Buffer.from(text).toString('hex').toUpperCase()],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64 of a URL', (text) => Buffer.from(text).toString('base64url')],
])('a secret is found %s', (name, encode) => {
  const secret = awkward(name)
  hideEverywhere(secret, 'lasting')
  expect(scrub(`before|${encode(secret)}|after`)).toBe('before|[redacted]|after')
})

test.each(['base64', 'base64url'] as const)(
  'in %s a secret is found wherever it begins and ends',
  (encoding) => {
    // Its bytes are what base64 writes as + and /, wherever it begins.
    const secret = '~\u07FF?\u07FF>~~?\u07FF?'
    hideEverywhere(secret, 'lasting')
    for (const before of ['', 'x', 'xy', 'xyz'])
      for (const after of ['', 'x', 'xy', 'xyz']) {
        const shown = scrub(Buffer.from(before + secret + after).toString(encoding))
        // What is left is what the neighbours have a part in.
        expect(shown).toMatch(/^.{0,4}\[redacted\].{0,8}$/)
      }
  },
)

test('a secret within a longer one does not save the rest of it', () => {
  hideEverywhere('inner-one', 'lasting')
  hideEverywhere('outer inner-one tail', 'lasting')
  hideEverywhere('outer inner-two tail', 'lasting')
  hideEverywhere('inner-two', 'lasting')
  expect(scrub('outer inner-one tail')).toBe('[redacted]')
  expect(scrub('outer inner-two tail')).toBe('[redacted]')
})

test('pino prints an error of Tenon, with its causes, without a secret', () => {
  let printed = ''
  const logger = pino({ level: 'trace' }, { write: (line: string) => void (printed += line) })
  const cause = new Error(`header was Bearer ${secrets[1]}`)
  logger.error(
    new ConfigurationError({ message: 'failed', cause: new HttpError({ message: 'x', status: 500, cause }) }),
  )
  logger.error({ error: new ConfigurationError({ message: `with ${secrets[2]}`, cause }) }, 'failed')
  expect(printed).toContain('failed')
  expect(canaries.findIn(printed)).toEqual([])
})

test('what is shorter than six characters is left alone, in base64 too', () => {
  hideEverywhere('short', 'passing')
  expect(scrub('a short text')).toBe('a short text')
  hideEverywhere('longer', 'passing')
  expect(scrub('a longer text')).toBe('a [redacted] text')
  const piece = Buffer.from('xlonger').toString('base64').slice(4, 8)
  expect(scrub(`chance ${piece}`)).toBe(`chance ${piece}`)
})

function rotate(name: string, times: number): void {
  for (let count = 0; count < times; count += 1) hideEverywhere(`${name}-number-${count}`, 'passing')
}

test('of what has been replaced the last hundred are known', () => {
  hideEverywhere('the-first-token', 'passing')
  rotate('later', 99)
  expect(scrub('the-first-token later-number-0')).toBe('[redacted] [redacted]')
  rotate('latest', 1)
  expect(scrub('the-first-token later-number-0')).toBe('the-first-token [redacted]')
})

test('what comes back counts as new', () => {
  hideEverywhere('a-token-again', 'passing')
  rotate('between', 60)
  hideEverywhere('a-token-again', 'passing')
  rotate('behind', 60)
  expect(scrub('a-token-again')).toBe('[redacted]')
})

test('what a client was made with is never forgotten while it is in use', () => {
  hideEverywhere('the-client-secret', 'lasting')
  rotate('token', 200)
  expect(scrub('with the-client-secret in it')).toBe('with [redacted] in it')
  hideEverywhere('the-client-secret', 'passing')
  rotate('other', 99)
  expect(scrub('with the-client-secret in it')).toBe('with [redacted] in it')
  rotate('last', 1)
  expect(scrub('with the-client-secret in it')).toBe('with the-client-secret in it')
})

test('what was replaced and is in use again is never forgotten', () => {
  hideEverywhere('the-old-secret', 'passing')
  hideEverywhere('the-old-secret', 'lasting')
  rotate('more', 200)
  expect(scrub('the-old-secret')).toBe('[redacted]')
})
