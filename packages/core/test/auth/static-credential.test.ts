import { expect, test } from 'vitest'

import type { AuthStrategy, Grant } from '../../src/auth/auth-strategy.ts'
import { apiKey, basic, bearer, type CredentialFormat } from '../../src/auth/credential-format.ts'
import { staticCredential, type StaticCredentialOptions } from '../../src/auth/static-credential.ts'
import type { Call } from '../../src/call/call.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { createVirtualClock } from '../../src/testing/virtual-clock.ts'
import type { HttpRequest } from '../../src/transport/transport.ts'

function strategyOf(options: Omit<StaticCredentialOptions, 'clock'>): AuthStrategy {
  return staticCredential({ clock: createVirtualClock(), ...options })
}

/** One attempt's headers, once the credential is on them. */
function authorize(strategy: AuthStrategy): { granted: Grant | Promise<Grant>; headers: object } {
  const headers: Record<string, string> = { accept: 'application/json' }
  const request: HttpRequest = {
    method: 'GET',
    origin: 'https://vendor.test',
    path: '/',
    headers,
    body: undefined,
  }
  return { granted: strategy.authorize(request, {} as Call), headers }
}

test.each<[string, CredentialFormat | undefined, Record<string, string>]>([
  ['as a bearer token by default', undefined, { authorization: 'Bearer s3cret-key' }],
  ['as a bearer token', bearer, { authorization: 'Bearer s3cret-key' }],
  ['as an API key, its header in lower case', apiKey('X-Api-Key'), { 'x-api-key': 's3cret-key' }],
  ['with a user', basic('mason'), { authorization: 'Basic bWFzb246czNjcmV0LWtleQ==' }],
])('a credential is sent %s', (_, format, sent) => {
  const strategy = strategyOf({ secret: 's3cret-key', ...(format !== undefined && { format }) })
  const { granted, headers } = authorize(strategy)
  // At once: a credential at hand costs no turn of the event loop.
  expect(granted).toEqual({})
  expect(headers).toEqual({ accept: 'application/json', ...sent })
  expect(strategy.headers).toEqual(Object.keys(sent))
})

test('a credential that is fetched is waited for', async () => {
  const { granted, headers } = authorize(strategyOf({ secret: () => Promise.resolve('s3cret-key') }))
  expect(await granted).toEqual({})
  expect(headers).toMatchObject({ authorization: 'Bearer s3cret-key' })
})

test('each new value is inspected once, before it is used', async () => {
  const inspected: string[] = []
  let secret = 'first value'
  const strategy = strategyOf({
    secret: () => secret,
    inspect: (one) => {
      inspected.push(one.reveal())
      if (one.reveal() === 'a wrong value') throw new ConfigurationError({ message: 'wrong', option: 'x' })
    },
  })
  await strategy.ready?.()
  authorize(strategy)
  expect(inspected).toEqual(['first value'])
  secret = 'a wrong value'
  expect(() => authorize(strategy)).toThrow('wrong')
  secret = 'second value'
  authorize(strategy)
  expect(inspected).toEqual(['first value', 'a wrong value', 'second value'])
})

test.each<[string | undefined, string]>([
  [undefined, 'auth.secret'],
  ['auth.token', 'auth.token'],
])(
  'a credential that fits into no header is told by its option (%s), before anything is sent',
  async (option, named) => {
    const strategy = strategyOf({ secret: 'two\nlines', ...(option !== undefined && { option }) })
    const problem = {
      message: `option "${named}" has characters that cannot stand in a header`,
      option: named,
    }
    await expect(strategy.ready?.()).rejects.toMatchObject({ code: 'CONFIGURATION', ...problem })
    expect(() => authorize(strategy)).toThrow(problem.message)
  },
)
