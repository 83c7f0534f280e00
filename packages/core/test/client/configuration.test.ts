import { inspect } from 'node:util'

import { expect, test } from 'vitest'
import { z } from 'zod'

import { createClient } from '../../src/client/create-client.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { createUndiciTransport } from '../../src/transport/undici-transport.ts'
import { createThings, things } from '../support/things.ts'

function problem(make: () => unknown): ConfigurationError {
  let thrown: unknown
  try {
    make()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(ConfigurationError)
  return thrown as ConfigurationError
}

test.each([
  ['http://things.example', 'https'],
  ['ftp://things.example', 'https'],
  ['https://user:pass@things.example', 'credentials'],
  ['https://things.example/path', 'path'],
  ['https://things.example?query=1', 'query'],
  ['things.example', 'URL'],
])('base URL %s is refused', (baseUrl, reason) => {
  const error = problem(() => createThings(baseUrl))
  expect(error.option).toBe('baseUrl')
  expect(error.message).toContain(reason)
})

test('http to loopback needs to be asked for', () => {
  const error = problem(() => createClient(things, { baseUrl: 'http://127.0.0.1:1', secret: 'x' }))
  expect(error.message).toContain('allowLoopback')
})

test('an unknown option is named', () => {
  const options = { baseUrl: 'https://things.example', secret: 'x', colour: 'blue' }
  expect(problem(() => createClient(things, options))).toMatchObject({ option: 'colour' })
})

test('an error names the option and the environment variable', () => {
  const error = problem(() => createClient(things, { baseUrl: 'https://things.example', secret: '' }))
  expect(error).toMatchObject({ option: 'secret', variable: 'THINGS_SECRET' })
  expect(error.message).toBe(
    'things: option "secret": is empty. Set it where the client is made; applications read it from THINGS_SECRET',
  )
})

test.each([
  [{ timeoutMs: -5 }, 'timeoutMs'],
  [{ retry: { retrys: 9 } }, 'retry'],
  [{ retry: { retries: -1 } }, 'retry'],
  [{ rateLimits: { default: { requests: 0, perMs: 1 } } }, 'rateLimits'],
  [{ rateLimits: { default: { requests: 1, perMs: Number.POSITIVE_INFINITY } } }, 'rateLimits'],
  [{ rateLimits: { orders: { requests: 1, perMs: 1 } } }, 'rateLimits.orders'],
  [{ rateLimits: { default: { requests: 1 } } }, 'rateLimits'],
  [{ rateLimits: { default: {} } }, 'rateLimits'],
  [{ timeoutMs: Number.POSITIVE_INFINITY }, 'timeoutMs'],
  [{ drift: 'trow' }, 'drift'],
  [{ drift: ['throw'] }, 'drift'],
  [{ middleware: 'no' }, 'middleware'],
  [{ middleware: [{ name: 'a', slot: 'operations', wrap: (next: unknown) => next }] }, 'middleware'],
  [{ middleware: [{ name: 'a', slot: 'attempt', wrap: 'no' }] }, 'middleware'],
  [{ middleware: [null] }, 'middleware'],
  [{ logger: { debug: () => undefined } }, 'logger'],
  [{ transport: { send: () => undefined } }, 'transport'],
  [{ allowLoopback: 'yes' }, 'allowLoopback'],
  [{ constructor: 1 }, 'constructor'],
])('an option that every client has is checked: %j', (options, option) => {
  const wrong = options as object
  expect(problem(() => createThings('https://things.example', wrong)).option).toBe(option)
})

test('a group of options that is missing names the variables of its parts, a stranger none', () => {
  const grouped = {
    ...things,
    config: z.strictObject({ auth: z.strictObject({ user: z.string(), password: z.string() }) }),
    environment: { 'auth.user': 'THINGS_USER', 'auth.password': 'THINGS_PASSWORD', authority: 'OTHER' },
  } as unknown as typeof things
  const error = problem(() => createClient(grouped, {} as never))
  expect(error.message).toMatch(/applications read it from THINGS_USER and THINGS_PASSWORD$/)
  expect(error).toMatchObject({ option: 'auth', variable: undefined })
  const stranger = problem(() => createClient(things, { constructor: 1 } as never))
  expect(stranger).toMatchObject({ advice: undefined, variable: undefined })
})

test('a client without options, and a provider for another contract, are refused', () => {
  expect(problem(() => createClient(things, undefined as never)).message).toContain('missing')
  const later = { ...things, specVersion: 'v2' } as unknown as typeof things
  const options = { baseUrl: 'https://things.example', secret: 'x' }
  expect(problem(() => createClient(later, options)).message).toContain('version v2 of the contract')
})

test.each(['connections', 'connectTimeoutMs', 'keepAliveTimeoutMs', 'maxResponseBytes'])(
  'an option of the transport is checked: %s',
  (option) => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5']) {
      expect(problem(() => createUndiciTransport({ [option]: value })).option).toBe(option)
    }
    createUndiciTransport({ [option]: undefined })
  },
)

test('who prints a client sees no secret', () => {
  const client = createThings('https://things.example')
  expect(inspect(client, { depth: 9 })).not.toContain('s3cret')
  expect(JSON.stringify(client)).not.toContain('s3cret')
})
