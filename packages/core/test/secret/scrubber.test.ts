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

test('a cause that is no error is shown without its secrets', () => {
  expect(canaries.findIn(String(scrubCause({ token: secrets[0] })))).toEqual([])
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

test('what is too short to be told from other words is left alone, and of what passes only the last thousand are known', () => {
  hideEverywhere('short', 'passing')
  expect(scrub('a short text')).toBe('a short text')
  for (let count = 0; count < 1_000; count += 1) hideEverywhere(`rotated-${count}-secret`, 'passing')
  expect(scrub(secrets[0] as string)).toBe(secrets[0])
  expect(scrub('rotated-999-secret')).toBe('[redacted]')
})

test('what a client was made with is never forgotten', () => {
  hideEverywhere('the-client-secret', 'lasting')
  for (let count = 0; count < 2_000; count += 1) hideEverywhere(`token-number-${count}`, 'passing')
  expect(scrub('with the-client-secret in it')).toBe('with [redacted] in it')
})
